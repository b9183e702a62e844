/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface AgreementEvents {
  "agreement_template.created": { agreementTemplate: string };
  "agreement_template.updated": { agreementTemplate: string };
}
