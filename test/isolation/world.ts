import { day } from "@coachwork/testing";
import type { Pool } from "pg";
import { spell } from "../support/spelling.ts";
import { writeAgreements, writeTemplate } from "./agreement-rows.js";
import { type Comers, writeComers } from "./coming-rows.js";
import { writeActionItems, writeGoals } from "./goal-rows.js";
import { writeMatching } from "./matching-rows.js";
import { writeIntroductions } from "./introduction-rows.js";
import { writeLog } from "./log-rows.js";
import { writeMetrics } from "./metric-rows.js";
import { writeResources } from "./resource-rows.js";
import { exportsOf } from "./bulk-rows.js";
import { assess, writeNeeds } from "./needs-rows.js";
import { webhooksOf } from "./webhook-rows.js";
import { sendSurveys, writeSurveyTemplates } from "./survey-rows.js";
import { assignWorksheets, writeWorksheets } from "./worksheet-rows.js";
import type { Marks } from "./rows.js";
import { ScheduleRows } from "./schedule-rows.js";

/** A circle's days begin 30 days ago for those who are looked at, and in a far year for those who must not be seen. */
const inYear = (year: number) => (offset: number) =>
  new Date(Date.UTC(year, 2, 1) + offset * 86_400_000).toISOString().slice(0, 10);

export const marks = {
  near: { ids: "aaaaaaaa-aaaa-7aaa-8aaa", text: "NEAR", timeZone: "Asia/Tehran", day: (offset) => day(offset - 30) },
  far: { ids: "fafafafa-fafa-7afa-8afa", text: "FARA", timeZone: "Pacific/Chatham", day: inYear(2081) },
  staff: { ids: "dddddddd-dddd-7ddd-8ddd", text: "STAFF", timeZone: "Asia/Yangon", day: (offset) => day(offset - 30) },
  coming: { ids: "cccccccc-cccc-7ccc-8ccc", text: "COMING", timeZone: "Pacific/Gambier", day: inYear(2061) },
  other: { ids: "bbbbbbbb-bbbb-7bbb-8bbb", text: "FIRMB", timeZone: "Antarctica/Troll", day: inYear(2091) },
} satisfies Record<string, Marks>;

/** The people of one organization and those who coach them. */
export type Circle = Awaited<ReturnType<typeof circle>>;
/** Those who run a firm, and its keys. */
export type Staff = Awaited<ReturnType<typeof staff>>;

export interface World {
  readonly firmA: string;
  readonly firmB: string;
  /** Circles of firm A that must not see each other, and who runs firm A. */
  readonly near: Circle;
  readonly far: Circle;
  readonly staff: Staff;
  /** Firm B. */
  readonly other: Circle & Staff;
  /** A session type of firm A. */
  readonly offered: string;
  /** A holiday of firm A. */
  readonly holiday: string;
  /** A speciality of firm A. */
  readonly speciality: string;
  /** A worksheet of firm A. */
  readonly worksheet: string;
  /** A needs questionnaire of firm A. */
  readonly questionnaire: string;
  /** A survey template of firm A. */
  readonly survey: string;
  /** An engagement of a client of the near circle that only the fellow and the second coach are in; the far organization pays. */
  readonly fellows: string;
  /** People of firm A who meet before the first day of their engagements. */
  readonly coming: Comers;
}

/** Two firms that must not see each other; in firm A, people who must not see each other, linked by all that links people. */
export async function createWorld(pool: Pool): Promise<World> {
  const ids = { firmA: `${marks.staff.ids}-00000000f1a0`, firmB: `${marks.other.ids}-00000000f1b0` };
  const inA = (which: Marks) => new ScheduleRows(pool, ids.firmA, which);
  const made = await firm(inA(marks.staff));
  const near = await circle(inA(marks.near), made);
  const far = await circle(inA(marks.far), made);
  const staffA = await staff(inA(marks.staff));

  const linking = new ScheduleRows(pool, ids.firmA, {
    ...marks.far,
    ids: "fefefefe-fefe-7efe-8efe",
    text: "FELLOWX",
    day: inYear(2071),
  });
  const members = { coaches: [near.second, staffA.several], participants: [near.fellow] };
  const fellows = await linking.engagement("engagement", members, { organization_id: far.organization });
  await linking.session(fellows, [near.second], { [near.fellow]: "EXCUSED" }, 7);
  await linking.note(fellows, near.second, "SHARED", "second");

  const coming = await writeComers(new ScheduleRows(pool, ids.firmA, marks.coming));

  const b = new ScheduleRows(pool, ids.firmB, marks.other);
  const elsewhere = await firm(b);
  const other = { ...(await circle(b, elsewhere)), ...(await staff(b)) };
  for (const firmId of [ids.firmA, ids.firmB]) await spell(pool, firmId);
  return { ...ids, ...made, near, far, staff: staffA, other, fellows, coming };
}

/** What a firm has for everybody: its session type, its holiday, what its coaches are good at, a worksheet, a questionnaire, a survey template. */
type OfFirm = Pick<World, "offered" | "holiday" | "speciality" | "worksheet" | "questionnaire" | "survey">;

/** The firm itself. */
async function firm(rows: ScheduleRows): Promise<OfFirm> {
  const { text, timeZone } = rows.marks;
  const described = { name: `${text} FIRM`, frontend_url: `https://app.example/${text}` };
  await rows.insert("firm", { ...described, time_zone: timeZone, created_at: rows.at(0, "01:02:03.604") });
  await rows.insert("reminder_setting", { minutes_before: [71, 17], set_at: rows.at(1, "01:02:55.677") });
  const speciality = await rows.row("speciality", { name: `${text} SPECIALITY`, version: 89 });
  await rows.row("speciality", { name: `${text} FORMER SPECIALITY`, archived_at: rows.at(3, "01:02:57.684") });
  return {
    ...{ offered: await rows.offer(), holiday: await rows.holiday(), speciality },
    worksheet: await writeWorksheets(rows),
    questionnaire: await writeNeeds(rows),
    survey: await writeSurveyTemplates(rows),
  };
}

async function circle(rows: ScheduleRows, { speciality, worksheet, questionnaire, survey }: OfFirm) {
  const { text } = rows.marks;
  const created_at = rows.at(0, "01:02:04.606");
  // In the near circle they can be chosen.
  const state = { version: 83, archived_at: rows.marks === marks.near ? null : rows.at(3, "01:02:57.684") };
  const organization = await rows.row("organization", { name: `${text} ORGANIZATION`, created_at, ...state });
  const team = await rows.row("team", { organization_id: organization, name: `${text} TEAM`, ...state });
  const employed = { organization_id: organization, team_id: team };

  const coach = await rows.person("coach", ["COACH"]);
  const second = await rows.person("second coach", ["COACH"]);
  const leaver = await rows.person("coach who left", ["COACH"]);
  const client = await rows.person("client", ["CLIENT"], employed);
  const fellow = await rows.person("fellow client", ["CLIENT"], employed);
  await rows.invitations(client);
  const outsider = await rows.person("OUTSIDER", ["CLIENT"]);
  const former = await rows.person("former client", ["CLIENT"], employed);
  const sponsor = await rows.person("sponsor", ["SPONSOR"], employed);

  const assistant = await rows.person("assistant", ["ASSISTANT"]);
  const delegation = await rows.delegation(coach, assistant, null);
  await rows.delegation(second, assistant, second);

  const profiles = {
    coach: await rows.coachProfile(coach, "coach", 73_897, speciality),
    second: await rows.coachProfile(second, "second", 73_907, speciality),
    // As of somebody who coached once, whom the sponsor sees.
    former: await rows.coachProfile(former, "former", 73_907, speciality),
    credential: await rows.credential(coach, "coach", 300),
    secondCredential: await rows.credential(second, "second", 60),
    archivedCredential: await rows.credential(second, "ARCHIVED", 60, true),
    client: await rows.clientProfile(client, "client", sponsor),
    fellow: await rows.clientProfile(fellow, "fellow", client),
  };
  const template = await writeTemplate(rows, sponsor, state.archived_at);
  const needed = { agreement_template_id: template.template, needs_agreement: true };
  const program = await rows.program(needed, second);
  const goalTemplate = await rows.goalTemplate(program, null);
  await rows.goalTemplate(program, rows.at(3, "01:02:57.684"));
  const pool = await rows.bought(organization, state.archived_at);
  const cohort = await rows.cohort(program, organization, pool, state.archived_at);
  const sponsored = { ...needed, organization_id: organization, program_id: program, cohort_id: cohort };
  const alone = await rows.engagement(
    "alone",
    { coaches: [coach], participants: [client] },
    { ...sponsored, pool_id: pool },
  );
  const group = await rows.engagement(
    "group",
    { coaches: [coach, second], participants: [client, fellow, outsider] },
    { ...sponsored, kind: "MENTORING", mentoring_form: "FORMAL", format: "GROUP" },
  );
  const teamwork = await rows.engagement(
    "teamwork",
    { coaches: [coach], participants: [client, fellow] },
    { ...sponsored, format: "TEAM", team_id: team },
  );
  const cohortMembers = {
    client: await rows.cohortMember(cohort, client, alone),
    fellow: await rows.cohortMember(cohort, fellow, teamwork),
    outsider: await rows.cohortMember(cohort, outsider, null),
  };
  const [policy, removedPolicy] = await rows.policiesOf(alone);
  const pause = await rows.pause(group, coach, null);
  const rematch = await rows.rematch(group, leaver, coach, coach);
  const extension = await rows.extension(group, client, coach);
  const people = { coach, second, leaver, client, fellow, outsider, former, sponsor, assistant };
  const introductions = await writeIntroductions(rows, { ...people, group });
  const paying = { organization, program, cohort };
  const matching = await writeMatching(rows, { ...people, ...{ alone, group, cohortMembers }, ...paying });
  const joinRequest = await rows.joinRequest(alone, second, coach);
  const left = await rows.member("engagement_coach", group, leaver, rows.marks.day(29));
  await rows.member("engagement_participant", group, former, rows.marks.day(29));
  const notes = {
    private: await rows.note(group, coach, "PRIVATE", "coach"),
    coaches: await rows.note(group, coach, "COACHES", "coach"),
    shared: await rows.note(group, coach, "SHARED", "coach"),
    second: await rows.note(group, second, "PRIVATE", "second"),
    leaver: await rows.note(group, leaver, "PRIVATE", "leaver"),
    leaverCoaches: await rows.note(group, leaver, "COACHES", "leaver"),
  };
  const feedback = {
    given: await rows.feedback(group, client, "client", coach),
    requested: await rows.feedback(group, client, "client", null),
    toFellow: await rows.feedback(group, fellow, "fellow", coach),
  };
  const takeaways = {
    private: await rows.takeaway(group, coach, "PRIVATE", "coach"),
    shared: await rows.takeaway(group, coach, "SHARED", "coach"),
    client: await rows.takeaway(group, client, "PRIVATE", "client"),
    leaver: await rows.takeaway(group, leaver, "PRIVATE", "leaver"),
  };
  const sessions = {
    alone: await rows.session(alone, [coach], { [client]: "LATE" }, 20),
    group: await rows.session(group, [coach, second], { [client]: "LATE", [fellow]: "EXCUSED" }, 41),
    teamwork: await rows.session(teamwork, [coach], { [client]: "LATE", [fellow]: "EXCUSED" }, 42, "CONFIRMED"),
    threeWay: await rows.threeWay(teamwork, [coach], { [client]: "LATE", [fellow]: "EXCUSED" }, 43),
  };
  const line = { [client]: "TAKEN", [fellow]: "OFFERED", [outsider]: "WAITING" };
  await rows.rematchOutcome(group, rematch, sessions.group);
  const seats = await rows.seats(sessions.group, line);
  const items = await writeActionItems(rows, sessions.alone, { coach, client, fellow, alone, group, teamwork });
  const series = await rows.seriesOf(sessions.alone);
  const time = await rows.time(coach, "coach");
  const secondTime = await rows.time(second, "second");
  const feeds = {
    coach: await rows.feed(coach, "COACH"),
    client: await rows.feed(client, "PERSON", rows.at(3, "01:02:18.665")),
  };
  const goals = await writeGoals(rows, { coach, client, fellow, alone, group, teamwork });
  const metrics = await writeMetrics(rows, { coach, client, fellow, alone, group, teamwork, goals });
  const parties = { coach, second, client, fellow, sponsor, alone, group };
  const agreements = await writeAgreements(rows, template.version, parties);
  const resources = await writeResources(rows, { coach, client, alone, group, program });
  const [hoursConsent] = [await rows.hoursConsent(second, client), await rows.hoursConsent(coach, fellow)];
  const worksheets = await assignWorksheets(rows, worksheet, { coach, client, fellow, alone, group });
  const surveys = await sendSurveys(rows, survey, { client, fellow, alone, organization, program, cohort });
  const needs = await assess(rows, questionnaire, { client, fellow, group });
  return {
    organization,
    team,
    ...people,
    delegation,
    profiles,
    program,
    goalTemplate,
    cohort,
    pool,
    cohortMembers,
    alone,
    group,
    teamwork,
    policy,
    removedPolicy,
    pause,
    joinRequest,
    extension,
    introductions,
    matching,
    left,
    notes,
    takeaways,
    goals,
    metrics,
    items,
    feedback,
    template,
    agreements,
    resources,
    ...{ worksheets, hoursConsent, needs, surveys, sessions, series },
    seats,
    ...{ time, secondTime },
    feeds,
  };
}

async function staff(rows: ScheduleRows) {
  const { text } = rows.marks;
  const owner = await rows.person("owner", ["OWNER"]);
  const admin = await rows.person("admin", ["ADMIN"]);
  const manager = await rows.person("manager", ["PROGRAM_MANAGER"]);
  const finance = await rows.person("finance", ["FINANCE"]);
  const nobody = await rows.person("nobody", []);
  const several = await rows.person("manager and coach", ["PROGRAM_MANAGER", "COACH"]);
  const apiKey = await rows.row("api_key", {
    name: `${text} KEY`,
    public_id: `${text} PUBLIC`,
    secret_hash: `${text} HASH`,
    scopes: ["people:read", "engagements:read", "schedule:read"],
    allowed_addresses: [`${text} KEY RANGE`],
    rotated_at: rows.at(2, "01:02:13.613"),
    previous_secret_hash: `${text} HASH`,
    previous_secret_until: rows.at(3, "01:02:13.615"),
    created_by_id: owner,
    created_at: rows.at(1, "01:02:10.611"),
    expires_at: rows.at(300, "01:02:11.612"),
    revoked_at: rows.at(299, "01:02:12.613"),
    last_used_at: rows.at(2, "01:02:13.614"),
  });
  const working = await rows.row("api_key", {
    ...{ name: `${text} KEY that works`, public_id: `${text} PUBLIC too`, secret_hash: `${text} HASH` },
    ...{ scopes: ["people:read"], allowed_addresses: [`${text} KEY RANGE`], created_by_id: owner },
    created_at: rows.at(1, "01:02:10.617"),
  });
  await writeLog(rows, { owner, admin, apiKey });
  const webhooks = await webhooksOf(rows, { owner, apiKey });
  const bulkExport = await exportsOf(rows, { owner, apiKey: working });
  return { owner, admin, manager, finance, nobody, several, apiKey, webhooks, bulkExport };
}
