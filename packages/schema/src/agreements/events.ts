/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface AgreementEvents {
  "agreement_template.created": { agreementTemplate: string };
  "agreement_template.updated": { agreementTemplate: string };
  "agreement.prepared": { engagement: string; agreement: string };
  "agreement.sent": { engagement: string; agreement: string };
  "agreement.signed": { engagement: string; agreement: string; agreementParty: string };
  "agreement.completed": { engagement: string; agreement: string };
  "agreement.declined": { engagement: string; agreement: string };
  "agreement.withdrawn": { engagement: string; agreement: string };
  "agreement.superseded": { engagement: string; agreement: string };
}
