import { implement } from "@coachwork/platform";
import { ReminderSetting, SetReminders } from "@coachwork/schema";

/** Sets when the firm's people are reminded of sessions, replacing what was set before. */
export const setReminders = implement(SetReminders, async (context, input) => {
  const { transaction, now } = context;
  const { firmId } = transaction.scope;
  const minutesBefore = [...new Set(input.minutesBefore)].sort((a, b) => b - a);
  const setting = { minutesBefore, setAt: new Date(now) };
  if (!(await transaction.insertUnlessTaken(ReminderSetting, setting)))
    await transaction.update(ReminderSetting, {}, setting);
  transaction.tell({ type: "reminders.set", ids: { firm: firmId } });
  return { firm: firmId };
});
