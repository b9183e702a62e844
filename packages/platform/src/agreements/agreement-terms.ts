import { createHash } from "node:crypto";
import {
  type AgreementField,
  type AgreementSide,
  type Engagement,
  fieldsIn,
  filledIn,
  Firm,
  grantedSql,
  memberFromSql,
  Organization,
  Person,
} from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";

/** Somebody who is to sign. */
export interface Signer {
  readonly personId: string;
  readonly name: string;
  readonly side: AgreementSide;
}

/** What an agreement on an engagement would say, and who would sign it. */
export interface AgreementTerms {
  readonly engagement: Engagement;
  readonly signers: readonly Signer[];
  readonly values: Readonly<Partial<Record<AgreementField, string>>>;
}

interface Wanted {
  /** The first day for which it holds, `YYYY-MM-DD`. People who have left by then do not sign. */
  readonly day: string;
  /** Who signs a three-way agreement. */
  readonly sponsorId: string | null;
}

/** What an engagement that is locked comes to. */
export async function agreementTerms(
  transaction: Transaction,
  engagement: Engagement,
  { day, sponsorId }: Wanted,
): Promise<AgreementTerms> {
  const { name: firm } = (await transaction.findOne(Firm, {}))!;
  const { id: engagementId, organizationId, startsOn, endsOn, kind } = engagement;
  const organization = organizationId && (await transaction.findOne(Organization, { id: organizationId }));
  const sponsor = sponsorId && (await transaction.findOne(Person, { id: sponsorId }));
  const members = await membersFrom(transaction, engagementId, day);
  const namesOf = (wanted: AgreementSide) => {
    const names = members.filter(({ side }) => side === wanted).map(({ name }) => name);
    return names.length > 0 && { [wanted === "COACH" ? "coachName" : "clientName"]: names.join(", ") };
  };
  const values = {
    ...{ firm, startsOn, kind: kind.toLowerCase() },
    ...(organization && { organization: organization.name }),
    ...(sponsor && { sponsorName: sponsor.name }),
    ...(endsOn !== null && { endsOn }),
    ...namesOf("COACH"),
    ...namesOf("PARTICIPANT"),
    ...(await allocationOf(transaction, engagement)),
  };
  const third: Signer[] = sponsor ? [{ personId: sponsor.id, name: sponsor.name, side: "SPONSOR" }] : [];
  return { engagement, values, signers: [...members, ...third] };
}

/** Those who coach and take part on that day or later, each once. */
function membersFrom(transaction: Transaction, engagementId: string, day: string): Promise<Signer[]> {
  const side = (memberships: string, name: AgreementSide) => `
    select p.id as "personId", p.name, '${name}' as side from person p
    where p.firm_id = $1::uuid and p.status not in ('DEACTIVATED', 'ERASED') and exists (select 1 from ${memberships} m
      where m.firm_id = $1::uuid and m.engagement_id = $2::uuid and m.person_id = p.id and ${memberFromSql("m", "$3::date")})`;
  const text = `${side("engagement_coach", "COACH")} union all ${side("engagement_participant", "PARTICIPANT")}
    order by side, name, "personId"`;
  return transaction.query<Signer>(text, [transaction.scope.firmId, engagementId, day]);
}

/** What the participants are entitled to, with what was added and taken away. */
async function allocationOf(transaction: Transaction, { id, allocationUnit, allocationAmount }: Engagement) {
  if (allocationUnit === null) return {};
  // The allocation may be changing, so that it is not in the engagement's row yet.
  const engagement = "(select $2::uuid as id, $3::text as allocation_unit, $4::integer as allocation_amount)";
  const text = `select ${grantedSql("e", "$1::uuid")}::integer as granted from ${engagement} e`;
  const values = [transaction.scope.firmId, id, allocationUnit, allocationAmount];
  const [row] = await transaction.query<{ granted: number }>(text, values);
  const isHours = allocationUnit === "HOURS";
  const amount = isHours ? Math.round((row!.granted / 60) * 100) / 100 : row!.granted;
  const unit = `${isHours ? "hour" : "session"}${amount === 1 ? "" : "s"}`;
  return { allocation: `${amount} ${unit}`, allocationAmount: String(amount) };
}

/** The text of an agreement, or the fields of its template that the engagement has no value for. */
export function agreementText(
  template: string,
  { values }: Pick<AgreementTerms, "values">,
): { readonly text: string } | { readonly missing: readonly AgreementField[] } {
  const missing = fieldsIn(template).filter((name) => values[name] === undefined);
  return missing.length > 0 ? { missing } : { text: filledIn(template, values) };
}

/** The SHA-256 of a text in UTF-8, as hexadecimal digits. */
export function textHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Whether an engagement takes agreements at all. */
export function takesAgreements({ mentoringForm }: Pick<Engagement, "mentoringForm">): boolean {
  return mentoringForm !== "INFORMAL";
}
