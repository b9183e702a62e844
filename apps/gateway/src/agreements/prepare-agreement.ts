import {
  agreementText,
  agreementTerms,
  type ContextOf,
  implement,
  isSponsorOf,
  type Signer,
  takesAgreements,
  unsponsored,
  writeAgreement,
} from "@coachwork/platform";
import {
  Agreement,
  agreementMoves,
  AgreementTemplate,
  AgreementTemplateVersion,
  Engagement,
  type InputOf,
  isEngagementOver,
  Person,
  PrepareAgreement,
} from "@coachwork/schema";
import { In } from "typeorm";

type Context = ContextOf<typeof PrepareAgreement>;
type Input = InputOf<typeof PrepareAgreement>;

/** Prepares an agreement, whose text is fixed from then on. */
export const prepareAgreement = implement(PrepareAgreement, async (context, input) => {
  const { transaction, actor, now } = context;
  const { isThreeWay } = input;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  refuseEngagement(context, engagement);
  const { id: engagementId } = engagement;
  // Locked, so that its text stays the version's until the agreement is made from it.
  const template = await templateOf(context, engagement, input);
  const agreements = await transaction.find(Agreement, { engagementId, status: In(agreementMoves.superseded.from) });
  if (agreements.some(({ status }) => status === "DRAFT"))
    context.refuse(
      "ALREADY_PREPARED",
      "engagementId",
      "The engagement already has a draft. Send or withdraw it first.",
    );

  const sponsorId = await sponsorOf(context, engagement, input);
  const terms = await agreementTerms(transaction, engagement, { day: actor.today, sponsorId });
  refuseSigners(context, terms.signers);
  if (sponsorId !== null) await refuseUnsponsored(context, engagement, terms.signers);
  const made = agreementText(template.text, terms);
  if ("missing" in made) {
    const names = made.missing.map((name) => `{{${name}}}`).join(", ");
    const message = `The template names ${names}, which the engagement has no value for. Give it one, or use another template.`;
    return context.refuse("MISSING_VALUE", "templateId", message);
  }
  const { id: templateId, textVersion: number, name: title } = template;
  const version = (await transaction.findOne(AgreementTemplateVersion, { templateId, number }))!;
  const text = { title, text: made.text, template: version };
  const way = { engagementId, isThreeWay, signers: terms.signers, followsId: agreements[0]?.id ?? null };
  return { agreement: await writeAgreement(transaction, { ...text, ...way, preparedById: actor.personId!, now }) };
});

async function templateOf(context: Context, engagement: Engagement, { templateId }: Input): Promise<AgreementTemplate> {
  if (templateId !== undefined) return context.fetch(AgreementTemplate, templateId, "templateId", { lock: true });
  const { transaction, actor } = context;
  const usual = engagement.agreementTemplateId;
  const template = usual && (await transaction.visible(actor, AgreementTemplate, usual, { lock: true }));
  if (template && template.archivedAt === null) return template;
  const why = template ? `The template ${template.name} is archived` : "The engagement's program named no template";
  return context.refuse("NEEDS_TEMPLATE", "templateId", `${why}. Name one.`);
}

function refuseEngagement(context: Context, engagement: Engagement): void {
  if (!takesAgreements(engagement))
    context.refuse(
      "INFORMAL",
      "engagementId",
      "The mentoring is INFORMAL, which takes no agreement. Make it FORMAL first.",
    );
  if (isEngagementOver(engagement.status))
    context.refuse("WRONG_STATUS", "engagementId", `The engagement is ${engagement.status}. Reopen it first.`);
}

function refuseSigners(context: Context, signers: readonly { readonly side: string }[]): void {
  if (!signers.some(({ side }) => side === "COACH"))
    context.refuse("NEEDS_COACH", "engagementId", "The engagement has no coach. Add one first.");
  if (!signers.some(({ side }) => side === "PARTICIPANT"))
    context.refuse("NEEDS_PARTICIPANT", "engagementId", "The engagement has no participant. Add one first.");
}

/** Who signs for the organization: the person who is named, or its only sponsor. Null if nobody does. */
async function sponsorOf(context: Context, engagement: Engagement, input: Input): Promise<string | null> {
  const { transaction } = context;
  if (!input.isThreeWay) {
    if (input.sponsorId === undefined) return null;
    return context.refuse("INVALID", "sponsorId", "Only a three-way agreement has a sponsor. Leave sponsorId out.");
  }
  const { organizationId } = engagement;
  if (organizationId === null) {
    const message = "No organization pays for the engagement, so that nobody can sign as its sponsor.";
    return context.refuse("NEEDS_ORGANIZATION", "engagementId", message);
  }
  if (input.sponsorId !== undefined) {
    const person = await context.fetch(Person, input.sponsorId, "sponsorId");
    if (await isSponsorOf(transaction, engagement, person.id)) return person.id;
    const message = `${person.name} is no sponsor of the organization that pays. Name one who is.`;
    return context.refuse("NOT_A_SPONSOR", "sponsorId", message);
  }
  const sponsors = await transaction.query<{ id: string }>(
    `select p.id from person p where p.firm_id = $1::uuid and p.organization_id = $2::uuid
       and p.status not in ('DEACTIVATED', 'ERASED') and exists (select 1 from person_role r
         where r.firm_id = $1::uuid and r.person_id = p.id and r.role = 'SPONSOR')
     limit 2`,
    [transaction.scope.firmId, organizationId],
  );
  if (sponsors.length === 1) return sponsors[0]!.id;
  const message =
    sponsors.length === 0
      ? "The organization that pays has nobody with the role SPONSOR. Give somebody the role first."
      : "The organization that pays has several sponsors. Give the sponsorId of the one who signs.";
  return context.refuse("NEEDS_SPONSOR", "sponsorId", message);
}

/** A sponsor reads the names of all who sign, and so pays for all of them, and is none of them. */
async function refuseUnsponsored(context: Context, engagement: Engagement, signers: readonly Signer[]): Promise<void> {
  const other = await unsponsored(context.transaction, engagement, signers);
  if (other === undefined) return;
  if (other.side === "SPONSOR")
    context.refuse("NOT_A_SPONSOR", "sponsorId", `${other.name} is in the engagement. Name another sponsor.`);
  const message = `${other.name} does not belong to the organization that pays, whose sponsor would read their name. Leave isThreeWay out.`;
  context.refuse("OTHER_ORGANIZATION", "isThreeWay", message);
}
