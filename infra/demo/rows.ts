import type { NewEvent } from "@coachwork/schema";
import { writeAgreements, writeTemplate } from "./agreement-rows.ts";
import { dayFrom, instantOf, workdayFrom } from "./calendar.ts";
import { writeConsents } from "./consent-rows.ts";
import { writeDelegations } from "./delegation-rows.ts";
import type { DemoEngagement, DemoFirm, DemoMember, DemoPerson, DemoSession } from "./demo-firm.ts";
import { writeGoals } from "./goal-rows.ts";
import { demoFirmId, demoId, demoPersonId, type NumberedTable } from "./ids.ts";
import { writeLife } from "./life-rows.ts";
import { ledgerOf } from "./ledger-rows.ts";
import { type DemoFile, writeMaterial } from "./material.ts";
import { writeNeeds } from "./needs-rows.ts";
import { writeOffer } from "./offer-rows.ts";
import { type Secrets, writePartners } from "./partner-rows.ts";
import { writeSurveys } from "./survey-rows.ts";
import { writeWorksheets } from "./worksheet-rows.ts";
import type { LifeWriter, Writing } from "./writing.ts";
import { writeMatching } from "./matching-rows.ts";
import { writeProfiles } from "./profile-rows.ts";
import { type DemoPrograms, writeCohortMembers, writePrograms } from "./program-rows.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DemoRow {
  table: string;
  row: Record<string, unknown>;
  /** As whom it must be written: nobody else may have a PRIVATE note. */
  as?: string;
}

export interface DemoEvent {
  event: NewEvent;
  actorId: string | null;
  at: Date;
}

/** What the demo asks the platform. */
export interface Platform extends Secrets {
  /** Whether a session of this status takes its coaches' time. */
  takesTime(status: DemoSession["status"]): boolean;
}

/** Everything that a firm of the demo has, as if it had been working for months when it is written. */
export class DemoRows {
  readonly rows: DemoRow[] = [];
  /** What belongs into the storage. */
  readonly files: readonly DemoFile[];
  readonly #events: DemoEvent[] = [];
  readonly #counts = new Map<string, number>();
  readonly #places = new Map<string, string>();
  readonly #template: string;
  readonly #designed: DemoPrograms;
  readonly #engagements = new Map<string, string>();
  readonly firm: DemoFirm;
  readonly now: Date;
  readonly takesTime: Platform["takesTime"];
  readonly firmId: string;
  readonly createdAt: Date;

  constructor(firm: DemoFirm, now: Date, { takesTime, ...secrets }: Platform) {
    this.firm = firm;
    this.now = now;
    this.takesTime = takesTime;
    this.firmId = demoFirmId(firm);
    this.createdAt = new Date(now.getTime() - 240 * DAY_MS);
    this.#addOrganizations();
    for (const person of firm.people) this.#addPerson(person);
    const writing: Writing = {
      createdAt: this.createdAt,
      add: (table, row) => this.#add(table, row),
      addRow: (table, row) => this.#addRow(table, row),
      day: (days) => this.#day(days),
      workday: (workdays) => workdayFrom(this.now, this.firm.timeZone, workdays),
      tell: (event, by) => this.#tell(event, this.#person(by), this.createdAt),
    };
    for (const write of [writeDelegations, writeConsents, writeProfiles]) write(firm, writing);
    this.#template = writeTemplate(writing, (key) => this.#person(key));
    this.#designed = writePrograms(firm, this.#places, writing);
    writeOffer(firm, writing);
    writePartners(firm, writing, secrets);
    for (const engagement of firm.engagements) this.#addEngagement(engagement);
    writeCohortMembers(firm, this.#designed.cohorts, this.#engagements, writing);
    writeMatching(firm, this.#engagements, writing);
    this.files = writeMaterial(firm, this.#designed.programs, this.#engagements, writing);
    writeWorksheets(firm, this.#engagements, writing);
    writeNeeds(firm, writing);
    writeSurveys(firm, { ...this.#designed, engagements: this.#engagements }, writing);
  }

  /** What happened, in order. */
  get events(): readonly DemoEvent[] {
    return this.#events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  #addOrganizations(): void {
    const owner = this.#person("owner");
    for (const { name, teams } of this.firm.organizations) {
      const organization = this.#add("organization", { name, created_at: this.createdAt });
      this.#places.set(name, organization);
      this.#tell({ type: "organization.created", ids: { organization } }, owner, this.createdAt);
      for (const team of teams) {
        const id = this.#add("team", { organization_id: organization, name: team });
        this.#places.set(`${name}/${team}`, id);
        this.#tell({ type: "team.created", ids: { team: id } }, owner, this.createdAt);
      }
    }
  }

  #addPerson({ key, name, email, roles, timeZone, locale = "en", organization, team }: DemoPerson): void {
    const person = this.#add("person", {
      external_id: `demo-${key}`,
      name,
      email,
      time_zone: timeZone,
      locale,
      status: "ACTIVE",
      organization_id: this.#place(organization),
      team_id: this.#place(organization, team),
      created_at: this.createdAt,
    });
    for (const role of roles) this.#addRow("person_role", { person_id: person, role });
    const actor = key === "owner" ? null : this.#person("owner");
    this.#tell({ type: "person.created", ids: { person } }, actor, this.createdAt);
  }

  #addEngagement(given: DemoEngagement): void {
    const { days, allocation, organization, team } = given;
    const [firstDay, lastDay] = days.map((day) => (day === null ? null : this.#day(day))) as [string, string | null];
    const createdAt = this.#past(this.#morning(firstDay), -7 * DAY_MS);
    const manager = this.#person("manager");
    const engagement = this.#add("engagement", {
      title: given.title,
      kind: given.kind,
      format: given.format,
      mentoring_form: given.mentoringForm ?? null,
      status: given.status,
      objectives: given.objectives ?? null,
      starts_on: firstDay,
      ends_on: lastDay,
      allocation_unit: allocation?.[0] ?? null,
      allocation_amount: allocation?.[1] ?? null,
      organization_id: this.#place(organization),
      team_id: this.#place(organization, team),
      program_id: given.program === undefined ? null : this.#designed.programs.get(given.program),
      cohort_id: given.cohort === undefined ? null : this.#designed.cohorts.get(given.cohort),
      pool_id: given.cohort === undefined ? null : this.#designed.pools.get(given.cohort),
      created_at: createdAt,
    });
    this.#engagements.set(given.title, engagement);
    this.#tell({ type: "engagement.created", ids: { engagement } }, manager, createdAt);
    for (const member of given.coaches) this.#addMember("coach", engagement, member, firstDay, createdAt);
    for (const member of given.participants) this.#addMember("participant", engagement, member, firstDay, createdAt);

    if (given.status !== "DRAFT") {
      this.#tell({ type: "engagement.activated", ids: { engagement } }, manager, this.#past(this.#morning(firstDay)));
    }
    const sessions = given.sessions.map((session) => this.#addSession(engagement, given, session, createdAt));
    this.#addNotes(engagement, given);
    const writer: LifeWriter = {
      sessions,
      add: (table, row, as) => this.#add(table, row, as),
      tell: (event, by, at) => this.#tell(event, by, at),
      person: (key) => this.#person(key),
      day: (days) => this.#day(days),
      morning: (date) => this.#past(this.#morning(date)),
    };
    writeGoals(engagement, given, writer);
    writeLife(engagement, given, writer);
    writeAgreements(engagement, given, { firm: this.firm, version: this.#template, writer });
  }

  #addMember(side: "coach" | "participant", engagement: string, member: DemoMember, joinedOn: string, at: Date): void {
    const [key, left] = typeof member === "string" ? [member, null] : member;
    const leftOn = left === null ? null : this.#day(left);
    const id = this.#add(`engagement_${side}`, {
      engagement_id: engagement,
      person_id: this.#person(key),
      joined_on: joinedOn,
      left_on: leftOn,
    });
    const event = (what: "joined" | "left"): NewEvent =>
      side === "coach"
        ? { type: `engagement.coach_${what}`, ids: { engagement, engagementCoach: id } }
        : { type: `engagement.participant_${what}`, ids: { engagement, engagementParticipant: id } };
    const manager = this.#person("manager");
    this.#tell(event("joined"), manager, at);
    if (leftOn !== null) this.#tell(event("left"), manager, this.#past(this.#morning(leftOn)));
  }

  #addSession(engagement: string, given: DemoEngagement, session: DemoSession, agreedAt: Date) {
    const keys = session.coaches ?? given.coaches.map(keyOf);
    const first = keys[0]!;
    const timeZone = this.#zone(first);
    const date = workdayFrom(this.now, timeZone, session.workday);
    const startsAt = instantOf(timeZone, date, session.at);
    const endsAt = new Date(startsAt.getTime() + session.minutes * 60_000);
    const bookedAt = this.#past(new Date(Math.max(startsAt.getTime() - 14 * DAY_MS, agreedAt.getTime() + HOUR_MS)));
    const cancelled = session.status === "CANCELLED";
    const id = this.#add("session", {
      engagement_id: engagement,
      kind: session.kind,
      status: session.status,
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: timeZone,
      date,
      sequence: cancelled ? 1 : 0,
      created_at: bookedAt,
      booked_by_id: this.#person(first),
    });
    for (const key of keys) this.#addSessionCoach(id, key, session, startsAt, endsAt);
    for (const member of given.participants) {
      const [key, left] = typeof member === "string" ? [member, null] : member;
      if (left !== null && this.#day(left) <= date) continue;
      this.#addRow("attendance", {
        session_id: id,
        person_id: this.#person(key),
        status: session.came?.[key] ?? "PENDING",
      });
    }
    const endedAt = cancelled ? this.#past(startsAt, -DAY_MS) : endsAt;
    for (const entry of ledgerOf(given, session, { bookedAt, endedAt }, this.firm.timeZone))
      this.#add("allocation_entry", { engagement_id: engagement, session_id: id, ...entry });
    const ids = { session: id, engagement, coaches: keys.map((key) => this.#person(key)) };
    this.#tell({ type: "session.booked", ids }, this.#person(first), bookedAt);
    if (cancelled) this.#tell({ type: "session.cancelled", ids }, this.#person(first), endedAt);
    return { id, date, bookedAt, coaches: keys };
  }

  #addSessionCoach(session: string, key: string, { status }: DemoSession, startsAt: Date, endsAt: Date): void {
    const { bufferAfterMinutes = 0 } = this.firm.availability.find(({ coach }) => coach === key) ?? {};
    const freeAt = new Date(endsAt.getTime() + bufferAfterMinutes * 60_000);
    this.#addRow("session_coach", {
      session_id: session,
      coach_id: this.#person(key),
      blocked: `[${startsAt.toISOString()},${freeAt.toISOString()})`,
      blocks: this.takesTime(status),
    });
  }

  #addNotes(engagement: string, { notes }: DemoEngagement): void {
    notes.forEach(([key, visibility, text], place) => {
      const author = this.#person(key);
      const at = this.#past(new Date(this.now.getTime() - (notes.length - place) * DAY_MS));
      const row = { engagement_id: engagement, author_id: author, visibility, text, created_at: at };
      const note = this.#add("note", row, author);
      this.#tell({ type: "note.created", ids: { engagement, note } }, author, at);
    });
  }

  #add(table: NumberedTable, row: Record<string, unknown>, as?: string): string {
    const count = (this.#counts.get(table) ?? 0) + 1;
    this.#counts.set(table, count);
    const id = demoId(this.firm, table, count);
    this.#addRow(table, { id, ...row }, as);
    return id;
  }

  #addRow(table: string, row: Record<string, unknown>, as?: string): void {
    this.rows.push({ table, row: { firm_id: this.firmId, ...row }, as });
  }

  #tell(event: NewEvent, actorId: string | null, at: Date): void {
    this.#events.push({ event, actorId, at });
  }

  #person(key: string): string {
    return demoPersonId(this.firm, key);
  }

  #zone(key: string): string {
    return this.firm.people.find((person) => person.key === key)!.timeZone;
  }

  #place(...names: (string | undefined)[]): string | null {
    if (names.includes(undefined)) return null;
    const id = this.#places.get(names.join("/"));
    if (id === undefined) throw new Error(`${this.firm.name} knows no ${names.join("/")}.`);
    return id;
  }

  /** A date of the firm. */
  #day(days: number): string {
    return dayFrom(this.now, this.firm.timeZone, days);
  }

  #morning(date: string): Date {
    return instantOf(this.firm.timeZone, date, "08:30");
  }

  /** An instant that has passed: this one, or an hour ago where it has not. */
  #past(instant: Date, shiftMs = 0): Date {
    return new Date(Math.min(instant.getTime() + shiftMs, this.now.getTime() - HOUR_MS));
  }
}

function keyOf(member: DemoMember): string {
  return typeof member === "string" ? member : member[0];
}
