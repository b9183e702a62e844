import type { Transaction } from "@coachwork/platform";
import { Engagement, type EngagementSide, Firm, Person } from "@coachwork/schema";
import { languageOf } from "./catalogs/catalogs.js";
import { frontendPage } from "./frontend-page.js";
import { dayText } from "./when.js";

/** Who joins or asks to join what, and the recipient. */
interface Joining {
  readonly readerId: string;
  readonly personId: string;
  readonly engagementId: string;
  readonly side: EngagementSide;
}

/** What both letters about joining consist of. */
export async function joiningLetter(transaction: Transaction, { readerId, personId, engagementId, side }: Joining) {
  const reader = (await transaction.findOne(Person, { id: readerId }))!;
  const { name } = (await transaction.findOne(Person, { id: personId }))!;
  const { title } = (await transaction.findOne(Engagement, { id: engagementId }))!;
  const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
  const page = frontendPage(frontendUrl, "engagements", engagementId);
  return { reader, firm, page, joining: { name, title, asCoach: side === "COACH" } };
}

/** A day, `YYYY-MM-DD`, as the reader writes it. */
export function dayTo({ locale }: Pick<Person, "locale">, day: string): string {
  return dayText(day, languageOf(locale).locale);
}
