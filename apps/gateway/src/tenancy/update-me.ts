import { implement } from "@coachwork/platform";
import { Person, UpdateMe } from "@coachwork/schema";
import { profileChanges } from "./profile.js";

/**
 * Changes what people may change about themselves. The address that they sign in with is changed at
 * `/auth/email/change`.
 */
export const updateMe = implement(UpdateMe, async (context, input) => {
  const { transaction, actor } = context;
  const id = actor.personId!;
  const person = (await transaction.findOne(Person, { id }))!;
  const { sharesBusyTime = person.sharesBusyTime } = input;
  const isSharingChanged = sharesBusyTime !== person.sharesBusyTime;
  const { getsReminders = person.getsReminders } = input;
  const changes = {
    ...profileChanges(person, input),
    ...(isSharingChanged && { sharesBusyTime }),
    ...(getsReminders !== person.getsReminders && { getsReminders }),
  };
  if (Object.keys(changes).length > 0) {
    await transaction.update(Person, { id }, changes);
    transaction.tell({ type: "person.updated", ids: { person: id } });
    if (isSharingChanged) transaction.tell({ type: "person.sharing_changed", ids: { person: id } });
  }
  return { person: id };
});
