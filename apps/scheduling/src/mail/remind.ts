import type { Transaction } from "@coachwork/platform";
import { type Email, REMINDER_MINUTES, ReminderSetting } from "@coachwork/schema";
import { takesPlace } from "./news.js";
import { dueReminder, nextReminder } from "./reminder-times.js";
import type { SessionFacts } from "./session-facts.js";
import { writeEmail } from "./write-email.js";
import { announcementsTo } from "./written-emails.js";

/**
 * Reminds everybody whom a session concerns, if it is due. Returns the time of the next reminder, in epoch
 * milliseconds.
 */
export async function remind(
  transaction: Transaction,
  { session, people }: SessionFacts,
  written: readonly Email[],
  now: number,
): Promise<number | undefined> {
  if (!takesPlace(session.status)) return undefined;
  const setting = await transaction.findOne(ReminderSetting, {});
  const minutesBefore = setting?.minutesBefore ?? REMINDER_MINUTES;
  const { id: sessionId, sequence, startsAt, endsAt } = session;
  const reminders = { minutesBefore, startsAt: startsAt.getTime() };

  for (const { id: personId, getsReminders } of people) {
    if (!getsReminders) continue;
    // People who learn of a session late are not reminded at once of what they have just learnt. Nor does a later
    // setting remind them of the past.
    const learnt = announcementsTo(personId, written).at(-1)?.createdAt ?? new Date(now);
    const since = Math.max(learnt.getTime(), setting?.setAt.getTime() ?? 0);
    const due = dueReminder(reminders, { since, now });
    if (due === undefined) continue;
    const occasion = `${due} minutes before ${startsAt.toISOString()}`;
    const email = { sessionId, personId, occasion, sequence, startsAt, endsAt, expiresAt: startsAt };
    await writeEmail(transaction, { ...email, kind: "SESSION_REMINDER" }, now);
  }
  return nextReminder(reminders, now);
}
