import { command } from "@coachwork/platform";
import { MANAGERS, ReminderSetting, SetRemindersCodes, type SetRemindersInput } from "@coachwork/schema";

const MOST_REMINDERS = 5;
/** In minutes; the database checks the same. */
const [NEAREST, FARTHEST] = [5, 20_160];

/** Sets when the firm's people are reminded of sessions, in place of what was set before. */
export const setReminders = command({
  codes: SetRemindersCodes,
  roles: MANAGERS,

  async run(context, input: SetRemindersInput) {
    const { transaction, now } = context;
    const { firmId } = transaction.scope;
    const minutesBefore = [...new Set(input.minutesBefore)].sort((a, b) => b - a);
    if (minutesBefore.length > MOST_REMINDERS) {
      const message = `There are ${minutesBefore.length} reminders; give at most ${MOST_REMINDERS}.`;
      context.refuse("INVALID", "minutesBefore", message);
    }
    input.minutesBefore.forEach((minutes, index) => {
      if (Number.isInteger(minutes) && NEAREST <= minutes && minutes <= FARTHEST) return;
      const message = `A reminder is ${minutes} minutes before the session; it must be ${NEAREST} to ${FARTHEST} (14 days).`;
      context.refuse("INVALID", `minutesBefore.${index}`, message);
    });
    const setting = { minutesBefore, setAt: new Date(now) };
    if (!(await transaction.insertUnlessTaken(ReminderSetting, setting)))
      await transaction.update(ReminderSetting, {}, setting);
    transaction.tell({ type: "reminders.set", ids: { firm: firmId } });
    return { firm: firmId };
  },
});
