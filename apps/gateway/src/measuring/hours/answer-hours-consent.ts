import { type CommandContext, implement } from "@coachwork/platform";
import { GiveHoursConsent, HoursConsent, RefuseHoursConsent } from "@coachwork/schema";

/** Lets a coach's log name the client who asks for this. */
export const giveHoursConsent = implement(GiveHoursConsent, async (context, { id }) => {
  const consent = await ownConsent(context, id);
  if (consent.status === "GIVEN") {
    const message = "You have consented already. Take it back with refuseHoursConsent.";
    context.refuse("ALREADY_GIVEN", "id", message);
  }
  return { hoursConsent: await answer(context, consent, "GIVEN") };
});

/** Refuses, or takes a consent back. */
export const refuseHoursConsent = implement(RefuseHoursConsent, async (context, { id }) => {
  const consent = await ownConsent(context, id);
  if (consent.status === "REFUSED") {
    const message = "You have refused already. Consent with giveHoursConsent if you changed your mind.";
    context.refuse("ALREADY_REFUSED", "id", message);
  }
  return { hoursConsent: await answer(context, consent, "REFUSED") };
});

/** A consent of the client who acts. Nobody else can give or refuse it, whatever else they are in the firm. */
async function ownConsent(context: CommandContext<never>, id: string): Promise<HoursConsent> {
  const consent = await context.fetch(HoursConsent, id, "id", { lock: true });
  if (consent.clientId !== context.actor.personId)
    context.refuse("FORBIDDEN", "id", "Only the client who was asked can answer.");
  return consent;
}

async function answer(
  { transaction, now }: CommandContext<never>,
  { id }: HoursConsent,
  status: "GIVEN" | "REFUSED",
): Promise<string> {
  await transaction.update(HoursConsent, { id }, { status, answeredAt: new Date(now) });
  transaction.tell({
    type: status === "GIVEN" ? "hours_consent.given" : "hours_consent.refused",
    ids: { hoursConsent: id },
  });
  return id;
}
