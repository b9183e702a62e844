import { type CommandContext, type ContextOf, implement } from "@coachwork/platform";
import { AcceptMatch, DeclineMatch, type Match, moveAfter, type MatchSide, Program } from "@coachwork/schema";
import { endOthers, matchTo, moveMatch } from "./matches.js";
import { pair } from "./pair.js";

type Context = ContextOf<typeof AcceptMatch>;

/** Accepts an offer as the person, who chooses one, or as the coach. */
export const acceptMatch = implement(AcceptMatch, async (context, { id }) => {
  const { transaction } = context;
  const { match, engagement } = await matchTo(context, "accepted", id, { field: "id", step: "be accepted" });
  const side = sideOf(context, match);
  const [own, other] = answersOf(match, side);
  if (own !== null)
    context.refuse("ALREADY_ANSWERED", "id", "You have accepted. The match waits for the other's answer.");
  const program =
    engagement!.programId === null ? null : await transaction.findOne(Program, { id: engagement!.programId });
  if (side === "PARTICIPANT") {
    if (program?.chemistry === "REQUIRED") await refuseUnmet(context, match);
    await endOthers(context, match, ["OFFERED"]);
  }
  const name = moveAfter("ACCEPTED", other);
  const answered = side === "COACH" ? { coachAnswer: "ACCEPTED" as const } : { participantAnswer: "ACCEPTED" as const };
  await moveMatch(transaction, match, name, answered);
  if (name === "accepted" && !program?.needsApproval) await pair(context, match, engagement!);
  return { match: match.id };
});

/** Declines an offer, as one of the two. */
export const declineMatch = implement(DeclineMatch, async (context, { id }) => {
  const { match } = await matchTo(context, "declined", id, { field: "id", step: "be declined" });
  const side = sideOf(context, match);
  const answered = side === "COACH" ? { coachAnswer: "DECLINED" as const } : { participantAnswer: "DECLINED" as const };
  await moveMatch(context.transaction, match, "declined", { ...answered, decidedAt: new Date(context.now) });
  return { match: match.id };
});

function sideOf(context: CommandContext<never>, { participantId, coachId }: Match): MatchSide {
  const { personId } = context.actor;
  if (personId === participantId) return "PARTICIPANT";
  if (personId === coachId) return "COACH";
  const message = "Only the person and the coach answer an offer. Those who run the practice can withdraw it.";
  return context.refuse("FORBIDDEN", "id", message);
}

function answersOf({ participantAnswer, coachAnswer }: Match, side: MatchSide) {
  return side === "COACH" ? ([coachAnswer, participantAnswer] as const) : ([participantAnswer, coachAnswer] as const);
}

/** Refuses somebody who has not met the coach in a chemistry session. */
async function refuseUnmet(context: Context, { participantId, coachId }: Match): Promise<void> {
  const { transaction } = context;
  const met = await transaction.query(
    `select 1 from session s
     join session_coach c on c.firm_id = $1::uuid and c.session_id = s.id and c.coach_id = $3::uuid
     join attendance a on a.firm_id = $1::uuid and a.session_id = s.id and a.person_id = $2::uuid
     where s.firm_id = $1::uuid and s.kind = 'CHEMISTRY' and s.status = 'COMPLETED' and a.status in ('PRESENT', 'LATE')
     limit 1`,
    [transaction.scope.firmId, participantId, coachId],
  );
  if (met.length > 0) return;
  const message =
    "The program requires that you have met the coach in a CHEMISTRY session. Ask those who run the practice for one.";
  context.refuse("NEEDS_CHEMISTRY", "id", message);
}
