import { type Contradictions, isOtherFormat, isOtherKind, formatField } from "../engagements/change-kind.js";

interface Work {
  /** Goals of coaching, and objectives and themes of mentoring. */
  readonly goals: number;
  readonly objectives: number;
  /** Goals and metrics of one participant. */
  readonly ofParticipants: number;
  /** Goals, metrics and action items of nobody in particular: in a team, all see them. */
  readonly ofNobody: number;
}

/** Goals have another form in mentoring, and another owner in a team. What is kept of them stands against a change. */
export const workAgainstKind: Contradictions = async ({ transaction }, change) => {
  const { before, after } = change;
  const touchesTeam = isOtherFormat(change) && (before.format === "TEAM" || after.format === "TEAM");
  if (!isOtherKind(change) && !touchesTeam) return [];
  const of = "from goal g where g.firm_id = $1::uuid and g.engagement_id = $2::uuid";
  const metrics = "from metric m where m.firm_id = $1::uuid and m.engagement_id = $2::uuid";
  const [work] = await transaction.query<Work>(
    `select (select count(*) ${of} and g.kind = 'GOAL')::integer as goals,
       (select count(*) ${of} and g.kind <> 'GOAL')::integer as objectives,
       ((select count(*) ${of} and g.participant_id is not null)
         + (select count(*) ${metrics} and m.participant_id is not null))::integer as "ofParticipants",
       ((select count(*) ${of} and g.participant_id is null)
         + (select count(*) ${metrics} and m.participant_id is null)
         + (select count(*) from action_item a where a.firm_id = $1::uuid and a.engagement_id = $2::uuid
             and a.participant_id is null))::integer as "ofNobody"`,
    [transaction.scope.firmId, after.id],
  );
  const { goals, objectives, ofParticipants, ofNobody } = work!;
  const code = "HAS_GOALS" as const;
  const reasons = [];
  const ofOtherKind = after.kind === "COACHING" ? objectives : goals;
  if (isOtherKind(change) && ofOtherKind > 0) {
    const what =
      after.kind === "COACHING" ? "objectives and themes of mentoring" : "goals of coaching, with their scales";
    reasons.push({ code, field: "kind", message: `The engagement has ${what}. Have them removed, or leave the kind.` });
  }
  if (!touchesTeam) return reasons;
  const field = formatField(change);
  if (after.format === "TEAM" && before.format !== "TEAM" && ofParticipants > 0) {
    const message =
      "Participants have goals or metrics of their own. A team shares its goals. Have them removed first.";
    reasons.push({ code, field, message });
  }
  if (ofNobody > 0) {
    const message =
      before.format === "TEAM"
        ? "The team has goals, metrics or action items together. Have them removed first."
        : "Action items concern no participant in particular. The whole team would see them. Have them removed first.";
    reasons.push({ code, field, message });
  }
  return reasons;
};
