import { DAY_MS, HOUR_MS, instantText, WEEK_MS, WEEKS } from "./calendar.ts";
import { writeEngagement } from "./engagement.ts";
import { writePeople } from "./people.ts";
import { Random } from "./random.ts";
import type { Write } from "./table.ts";

/** Sessions that fit in one lane on average; see `lanes`. */
const PER_LANE = 74;
/** Lanes of one coach, so that a coach has about 15 sessions a week. */
const LANES_PER_COACH = 15;

export interface FirmPlan {
  readonly number: number;
  readonly sessions: number;
  /** The Monday around which the schedule is arranged. */
  readonly anchor: number;
}

/**
 * Writes a firm that has been at work for a year and a half. Each coach has lanes, weekday hours of their own, in which one
 * engagement follows another, so that no coach is ever booked twice. Yields now and then, for the rows to be sent.
 */
export function* writeFirm({ number, sessions, anchor }: FirmPlan, write: Write): Generator<void> {
  const random = new Random(number * 7919);
  const now = anchor + 2 * DAY_MS;
  const createdAt = anchor - (WEEKS.past + 4) * WEEK_MS;
  const firmId = random.id(createdAt + number);
  write("firm", firmId, `Firm ${number}`, "UTC", instantText(createdAt));
  write("firm_counter", firmId, 0);

  const lanes = Math.max(2, Math.round(sessions / PER_LANE));
  const coachCount = Math.ceil(lanes / LANES_PER_COACH);
  const people = writePeople({ firmId, createdAt, random, write }, coachCount, Math.max(10, lanes * 5));
  const template = writeTemplate(firmId, people.coaches[0]!, createdAt, random, write);
  for (const coach of people.coaches) writeAvailability(firmId, coach, createdAt, random, write);
  yield;

  for (let lane = 0; lane < lanes; lane++) {
    const place = Math.floor(lane / LANES_PER_COACH);
    const slot = lane % LANES_PER_COACH;
    // The first lane of two neighbours is one: they coach together.
    if (slot === 0 && place % 2 === 1) continue;
    const partner = people.coaches[place + 1];
    const coach = people.coaches[place]!;
    const coaches = slot === 0 && place % 2 === 0 && partner ? [coach, partner] : [coach];
    const hour = [8, 11, 14][Math.floor(slot / 5)]! + (slot === 0 ? 0 : place % 3);
    const weekday = slot % 5;
    const startOf = (week: number) => anchor + week * WEEK_MS + weekday * DAY_MS + hour * HOUR_MS;

    for (let week = random.whole(0, 3) - WEEKS.past; week < WEEKS.coming - 3;) {
      const length = random.weighted(lengths);
      const count = Math.min(length, WEEKS.coming - week);
      const organization = random.pickSkewed(people.organizations);
      const plan = { firmId, coaches, organization, template, startsAt: startOf(week), sessions: count, now };
      writeEngagement(plan, random, write);
      week += count + random.whole(0, 3);
    }
    yield;
  }
}

/** Sessions of an engagement: mostly few. */
const lengths = [
  [6, 30],
  [8, 20],
  [12, 28],
  [16, 12],
  [24, 8],
  [40, 2],
] as const;

function writeAvailability(firmId: string, coach: string, at: number, random: Random, write: Write): void {
  const id = random.id(at);
  write("availability", firmId, id, coach, "UTC", 0, 0, 1440);
  for (const weekday of [1, 2, 3, 4, 5]) write("availability_window", firmId, id, weekday, 480, 1020);
}

/** Gives the one version of the firm's template for agreements. */
function writeTemplate(firmId: string, author: string, at: number, random: Random, write: Write): string {
  const [template, version] = [random.id(at), random.id(at)];
  const [name, text] = ["Coaching agreement", "# Coaching agreement"];
  write("agreement_template", firmId, template, name, text, 1, instantText(at));
  write("agreement_template_version", firmId, version, template, 1, text, instantText(at), author);
  return version;
}
