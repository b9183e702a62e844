import { type CommandContext, command } from "@coachwork/platform";
import { type CodeOf, mayBecome, Session, SetSessionAgendaCodes, type SetSessionAgendaInput } from "@coachwork/schema";
import { belongsTo, peopleOf } from "../people/engagement-people.js";
import { judgeText } from "../stored-text.js";

type Context = CommandContext<CodeOf<typeof SetSessionAgendaCodes>>;

const LONGEST = 5_000;

/** Writes down what a session is to be about. Who runs the practice neither reads nor writes it. */
export const setSessionAgenda = command({
  codes: SetSessionAgendaCodes,
  roles: ["COACH", "CLIENT"],

  async run(context: Context, input: SetSessionAgendaInput) {
    const { transaction, actor } = context;
    const agenda = agendaOf(context, input);
    const session = await context.fetch(Session, input.id, "id", { lock: true });
    const { id, status, engagementId } = session;
    if (!belongsTo(actor, await peopleOf(transaction, engagementId)))
      context.refuse("FORBIDDEN", "id", "Only the coaches and participants of its engagement set a session's agenda.");
    if (!isAheadOrGoingOn(session))
      context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD, CONFIRMED or IN_PROGRESS.`);
    if (agenda === session.agenda) return { session: id };

    await transaction.update(Session, { id }, { agenda });
    transaction.tell({ type: "agenda.set", ids: { session: id, engagement: engagementId } });
    return { session: id };
  },
});

function isAheadOrGoingOn({ status }: Session): boolean {
  return status === "IN_PROGRESS" || mayBecome(status, "CANCELLED");
}

function agendaOf(context: Context, { agenda }: SetSessionAgendaInput): string | null {
  const text = agenda?.trim();
  if (!text) return null;
  judgeText(context, "agenda", text, LONGEST);
  return text;
}
