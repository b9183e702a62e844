import { Database, executeWithoutActor, systemClock as clock } from "@coachwork/platform";
import type { NewEvent } from "@coachwork/schema";
import { apiId, at, FirmFactory, TestClient, until } from "@coachwork/testing";
import { calendarProblems } from "@coachwork/testing/calendar";
import ICAL from "ical.js";
import { deafBus } from "../support/deaf-bus.ts";
import { allDone } from "../support/due.ts";
import { type Letter, lettersIn } from "../support/mailbox.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startPlatform, type TestPlatform } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";
import { type Statements, statementsAbout } from "./on-shard.ts";

export const COACH = "coach@firm.example";
export const CLIENT = "client@alder.example";

/** Short, so that a test need not wait: what a process dies at is another's after these times. */
const impatient = { JOB_POLL_MS: "100", JOB_TIME_LIMIT_MS: "2000", EVENT_POLL_MS: "300" };

type SessionEvent = "session.booked" | "session.rescheduled" | "session.cancelled";

/** The services as processes, and in their database a firm with a coach, a client and a manager. */
export class MailWorld {
  firm!: FirmFactory;
  coach!: string;
  client!: string;
  engagement!: string;
  manager!: TestClient;

  private constructor(
    readonly stored: TestDatabase,
    readonly platform: TestPlatform,
    private readonly database: Database,
  ) {}

  static async open(environment: Record<string, string> = {}): Promise<MailWorld> {
    const stored = await createTestDatabase({ isLogged: true });
    const platform = await startPlatform(stored, { ...impatient, ...environment });
    const url = stored.schedulingUrl;
    const database = await Database.connect({ url, poolSize: 2, statementTimeoutMs: 5_000, applicationName: "test" });
    return new MailWorld(stored, platform, database);
  }

  async close(): Promise<void> {
    await this.platform.stop();
    await this.database.close();
    await this.stored.drop();
  }

  /** A new firm, whose client reads German in Tokyo. */
  async newFirm(): Promise<void> {
    const firm = await FirmFactory.create(this.stored.admin, {
      name: "Northlight Coaching",
      time_zone: "Europe/London",
    });
    this.firm = firm;
    const inLondon = { time_zone: "Europe/London", locale: "en-GB" };
    this.coach = await firm.person(["COACH"], { name: "Amara Osei", email: COACH, ...inLondon });
    const inTokyo = { time_zone: "Asia/Tokyo", locale: "de" };
    this.client = await firm.person(["CLIENT"], { name: "Jörg Weiß", email: CLIENT, ...inTokyo });
    const people = { coaches: [this.coach], participants: [this.client] };
    this.engagement = await firm.engagement(people, { title: "Risk committee" });
    await firm.availability(this.coach);
    this.manager = await this.signedIn(await firm.person(["PROGRAM_MANAGER"]));
  }

  async signedIn(person: string): Promise<TestClient> {
    return new TestClient(this.platform.url, await signIn(this.stored, this.firm, person));
  }

  /** The firm's letters to an address, in order, once there are as many. */
  async lettersTo(address: string, count: number): Promise<readonly Letter[]> {
    const found = async () => {
      const rows = await this.rows<{ id: string }>(
        "select message_id as id from email where firm_id = $1 and message_id is not null",
        [this.firm.firmId],
      );
      const ours = await lettersIn(
        this.platform.outbox,
        rows.map(({ id }) => id),
      );
      return ours.filter(({ to }) => to === address);
    };
    return until(`${count} letters to ${address}`, found, (letters) => letters.length >= count);
  }

  book(startsAt: Date): Promise<string> {
    const engagementId = apiId("engagement", this.engagement);
    return this.#change("bookSession", { engagementId, timeZone: "Europe/London", ...hourFrom(startsAt) });
  }

  move(id: string, startsAt: Date): Promise<string> {
    return this.#change("rescheduleSession", { id, ...hourFrom(startsAt) });
  }

  cancel(id: string): Promise<string> {
    return this.#change("cancelSession", { id });
  }

  async #change(name: string, input: object): Promise<string> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { session { id } userErrors { code message } } }`;
    const { [name]: payload } = await this.manager.ask(mutation, { input });
    if (payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload.userErrors)}`);
    return payload.session.id;
  }

  /** Sessions with coaches of their own, all told at once; nobody is woken. */
  async manySessions(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const own = await this.firm.person(["COACH"], { email: `coach-${index}@firm.example` });
      await this.firm.coach(this.engagement, own);
      const people = { coaches: [own], participants: [this.client] };
      ids.push(await this.firm.session(this.engagement, { ...people, startsAt: at(3, 9) }));
    }
    await this.tell(...ids.map((id) => ["session.booked", id] as const));
    return ids;
  }

  /** Says what happened to sessions that a test made itself. */
  async tell(...happened: readonly (readonly [SessionEvent, session: string])[]): Promise<void> {
    const { database, firm, engagement, coach } = this;
    const events = happened.map(([type, session]): NewEvent => ({
      type,
      ids: { session, engagement, coaches: [coach] },
    }));
    await executeWithoutActor({ database, bus: deafBus, clock }, firm.firmId, async (transaction) => {
      for (const event of events) transaction.tell(event);
    });
  }

  /** Kills the scheduling service and lets it come back, a few times while something goes on; how often. */
  async killWhile(isGoingOn: () => Promise<boolean>): Promise<number> {
    const { scheduling } = this.platform;
    const pid = () => scheduling.pid();
    let kills = 0;
    for (; kills < 4 && (await isGoingOn()); kills += 1) {
      const victim = await until("the service", pid, (found) => found !== undefined);
      process.kill(victim, "SIGKILL");
      await until("the service to be back", pid, (found) => found !== undefined && found !== victim);
      await until(
        "the service to be at work",
        () => this.#workers(),
        ([row]) => row?.count !== "0",
      );
    }
    return kills;
  }

  #workers(): Promise<{ count: string }[]> {
    return this.rows(
      `select count(*) from pg_stat_activity
       where application_name = 'coachwork scheduling jobs' and datname = current_database()`,
    );
  }

  /** Until nothing is left to be done for the firm but what is to be done at a later time. */
  quiet(): Promise<void> {
    return allDone(this.stored, this.firm.firmId);
  }

  /** What the services sent about e-mails. */
  statements(): Promise<Statements> {
    const tables = ["email", "reminder_setting", "session", "person", "person_role", "attendance", "session_coach"];
    return statementsAbout(
      this.stored,
      new Set(tables),
      ({ application, text }) => application.startsWith("coachwork") && /\b(email|reminder_setting)\b/.test(text),
    );
  }

  /** Rows of the database, which row level security does not hide from a test. */
  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.stored.admin.query<Row>(text, [...values]);
    return rows;
  }
}

export function hourFrom(startsAt: Date): { startsAt: Date; endsAt: Date } {
  return { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
}

/** The session that a letter tells a calendar about. */
export function eventOf({ calendar }: Letter): ICAL.Event {
  const problems = calendarProblems(calendar!);
  if (problems.length > 0) throw new Error(`The calendar is wrong: ${problems.join("; ")}`);
  return new ICAL.Event(new ICAL.Component(ICAL.parse(calendar!) as never).getFirstSubcomponent("vevent")!);
}

/** The UIDs of sessions, in order. */
export function uidsOf(sessions: readonly string[]): string[] {
  return sessions.map((id) => `${apiId("session", id)}@coachwork`).sort();
}
