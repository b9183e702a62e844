import { DAY_MS, dateText, instantText, WEEK_MS } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { Write } from "./table.ts";
import { actions, aims, levels, sentences } from "./words.ts";

/** An engagement whose work between sessions is made up. */
export interface Work {
  readonly firmId: string;
  /** The engagement. */
  readonly id: string;
  readonly kind: "COACHING" | "FORMAL" | "INFORMAL";
  /** Of the engagement. */
  readonly status: string;
  readonly coaches: readonly string[];
  readonly participants: readonly string[];
  /** The version of the template that its agreement is made from. */
  readonly template: string;
  readonly createdAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly now: number;
}

const HASH = "5f".repeat(32);
/** Somebody works on this many goals at most. */
const GOALS = 3;

/** Writes what was agreed in an engagement, and what its people work on between their sessions. */
export function writeWork(work: Work, random: Random, write: Write): void {
  if (work.kind !== "INFORMAL") writeAgreement(work, random, write);
  if (work.status === "DRAFT") return;
  for (const participant of work.participants) {
    for (let count = random.whole(1, GOALS); count > 0; count--) writeGoal(work, participant, random, write);
    for (let count = random.whole(0, 4); count > 0; count--) {
      const at = random.whole(work.startsAt, Math.min(work.now, work.endsAt));
      const dueOn = random.chance(0.8) ? dateText(at + 7 * DAY_MS) : null;
      const status = random.weighted([["DONE", 6] as const, ["OPEN", 3] as const, ["DROPPED", 1] as const]);
      const place = [work.firmId, random.id(at), work.id, participant, participant] as const;
      write("action_item", ...place, random.pick(actions), dueOn, status, instantText(at));
    }
  }
}

function writeAgreement({ firmId, id, coaches, participants, template, ...work }: Work, random: Random, write: Write) {
  const preparedAt = instantText(work.createdAt);
  const agreement = random.id(work.createdAt);
  const isSigned = work.status !== "DRAFT";
  const completedAt = isSigned ? instantText(work.createdAt + 2 * DAY_MS) : null;
  const text = ["# Coaching agreement", ...sentences].join(" ");
  write(
    "agreement",
    ...[firmId, agreement, id, template, isSigned ? "COMPLETED" : "OUT_FOR_SIGNATURE", false],
    ...["Coaching agreement", text, HASH, preparedAt, coaches[0]!, preparedAt, completedAt],
  );
  const sign = (side: string, person: string) => {
    const signature = isSigned ? [completedAt, "As in the list of people", HASH] : [null, null, null];
    write("agreement_party", firmId, random.id(work.createdAt), agreement, person, side, ...signature);
  };
  for (const coach of coaches) sign("COACH", coach);
  for (const participant of participants) sign("PARTICIPANT", participant);
}

function writeGoal(
  { firmId, id, kind, coaches, startsAt, endsAt, now }: Work,
  whose: string,
  random: Random,
  write: Write,
) {
  const goal = random.id(startsAt);
  const isMeasured = kind === "COACHING";
  const scale = isMeasured ? levels : levels.map(() => null);
  const isOver = endsAt < now;
  write(
    "goal",
    ...[firmId, goal, id, whose, isMeasured ? "GOAL" : random.pick(["OBJECTIVE", "THEME"] as const), random.pick(aims)],
    ...[dateText(endsAt), isOver && random.chance(0.7) ? "ACHIEVED" : "OPEN", isMeasured ? random.whole(1, 5) : null],
    ...[...scale, isMeasured ? random.whole(-2, -1) : null, instantText(startsAt)],
  );
  if (!isMeasured) return;
  for (let at = startsAt + 3 * WEEK_MS; at < Math.min(endsAt, now); at += 3 * WEEK_MS) {
    const comment = random.chance(0.6) ? random.pick(sentences) : null;
    const by = random.chance(0.5) ? whose : coaches[0]!;
    const level = [random.whole(-1, 2), dateText(at), comment, 0, by, instantText(at)] as const;
    write("goal_progress", firmId, random.id(at), goal, id, whose, ...level);
  }
}
