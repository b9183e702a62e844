import { type Actor, mutations, Person, uuidOf } from "@coachwork/schema";
import { expect } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { agree } from "./agreement-story.js";
import { calendar, followCalendar } from "./calendar-story.js";
import { throughCohort } from "./cohort-story.js";
import { giveAndAsk } from "./feedback-story.js";
import type { Inside } from "./inside.js";
import { introduce } from "./introduction-story.js";
import { exampleInput } from "../support/example-input.ts";
import { scale, workOnGoals } from "./goal-story.js";
import { inputsOf, nearIds } from "./inputs.js";
import { assessNeeds } from "./needs-story.js";
import { type Mutate, payloadOf } from "./mutate.js";
import { shareMaterial } from "./resource-story.js";
import { matchPeople } from "./matching-story.js";
import { askAndMeasure } from "./survey-story.js";
import { tellPartners } from "./webhook-story.js";
import { fillInWorksheets } from "./worksheet-story.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

const people =
  "external_id,name,email,roles,organization,team,time_zone,locale\nstory-1,Imported,imported@story.example,CLIENT,Story,Story team,UTC,en\nstory-2,Coach,coach@story.example,COACH,,,UTC,en\n";

/** Does every mutation of the API once, each successfully and with an idempotency key. A mutation that it does not know makes it fail. */
export async function writeEverything(inside: Inside, owner: Actor, world: World): Promise<void> {
  const known = inputsOf(world);
  const done = new Set<string>();
  let asked = 0;
  const mutate: Mutate = async (name, input, by = owner) => {
    const { args, type } = inside.schema.getMutationType()!.getFields()[name]!;
    const query = `mutation ($input: ${String(args[0]!.type)}) { ${name}(input: $input) ${payloadOf(type)} }`;
    const answer = await inside.ask(by, query, { input: { ...input, idempotencyKey: `story ${(asked += 1)}` } });
    const payload = (answer.data as Record<string, Record<string, unknown>> | null)?.[name];
    expect([name, answer.errors, payload?.userErrors]).toEqual([name, undefined, []]);
    done.add(name);
    const objects = Object.values(payload!) as ({ readonly id?: string } | null)[];
    return objects.find((object) => object?.id !== undefined)?.id ?? "";
  };

  const organizationId = await mutate("createOrganization", { name: "Story" });
  await mutate("createTeam", { organizationId, name: "Story team" });
  const client = await mutate("createPerson", {
    ...known.createPerson,
    organizationId,
    teamId: null,
    email: "story@story.example",
  });
  await mutate("updatePerson", { id: client, name: "Story client", roles: ["CLIENT", "SPONSOR"] });
  await mutate("invitePerson", { personId: client });
  await mutate("withdrawInvitation", { personId: client });
  await mutate("updateMe", { locale: "de" });
  await mutate("importPeople", { csv: people, columns: [{ column: "name", field: "NAME" }] });
  const terms = "external_id,title,kind,format,mentoring_form,status,starts_on,coaches,participants";
  const moved = `story-3,Imported,MENTORING,INDIVIDUAL,INFORMAL,ACTIVE,${day(-9)},story-2,story-1`;
  await mutate("importEngagements", { csv: `${terms}\n${moved}\n` });
  await mutate("importSessions", { csv: `engagement,starts_at,minutes\nstory-3,${day(-5)} 09:00,60\n` });
  await mutate("deactivatePerson", { personId: client });
  await mutate("reactivatePerson", { personId: client });
  const gone = await mutate("createPerson", { ...known.createPerson, email: "gone@story.example" });
  await mutate("deactivatePerson", { personId: gone });
  await mutate("erasePerson", { personId: gone });
  const twice = await mutate("createPerson", { ...known.createPerson, email: "twice@story.example" });
  await mutate("mergePeople", { keepId: client, duplicateId: twice });

  const delegation = { id: await mutate("createDelegation", known.createDelegation!) };
  await mutate("updateDelegation", { ...delegation, endsOn: null });
  await mutate("endDelegation", delegation);
  const consent = { id: apiId("hours_consent", world.near.hoursConsent) };
  await mutate("refuseHoursConsent", consent, viewersOf(world).CLIENT);
  await mutate("giveHoursConsent", consent, viewersOf(world).CLIENT);
  const coachId = apiId("person", world.near.coach);
  await mutate("removeCoachProfile", { id: await mutate("setCoachProfile", { personId: coachId, bio: "Story" }) });
  await mutate("createCredential", { personId: coachId, body: "Story" });
  const described = { personId: apiId("person", world.near.client), job: "Story" };
  await mutate("removeClientProfile", { id: await mutate("setClientProfile", described) });
  await mutate("setAvailability", {
    ...known.setAvailability,
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
  });
  await mutate("setAvailabilityOverride", { coachId, date: day(18), windows: [] });
  await mutate("removeAvailabilityOverride", { coachId, date: day(18) });
  await mutate("removeTimeOff", { id: await mutate("addTimeOff", known.addTimeOff!) });
  await mutate("removeTravel", { id: await mutate("addTravel", known.addTravel!) });
  const type = await mutate("createSessionType", { name: "Story", durationMinutes: 60, mostPerDay: 9 });
  await mutate("updateSessionType", { id: type, horizonDays: 300 });
  await mutate("importBusyCalendar", { ...known.importBusyCalendar, ics: calendar });
  await followCalendar(mutate, coachId);
  await mutate("setFrontendUrl", { frontendUrl: "https://app.story.example" });
  await mutate("setReminders", { minutesBefore: [60, 30] });
  const designed = { ...known.createProgram, name: "Story" };
  const programId = await mutate("createProgram", designed);
  await mutate("updateProgram", { id: programId, weeks: 26 });
  await mutate("setProgramCoaches", { id: programId, coachIds: [coachId] });
  const template = await mutate("createGoalTemplate", { programId, title: "Story", scale });
  await mutate("updateGoalTemplate", { id: template, why: "Story" });
  await mutate("activateProgram", { id: programId });
  await mutate("createEngagement", { programId, title: "Story", startsOn: day(0), coachIds: [coachId] });
  await throughCohort(mutate, inside, owner, { programId, personId: client });
  await mutate("archiveProgram", { id: programId });
  const group = { ...known.createEngagement, format: "GROUP", teamId: null, organizationId: null };
  const engagement = () => mutate("createEngagement", { ...group, coachIds: [coachId], participantIds: [client] });
  const engagementId = await engagement();
  await mutate("activateEngagement", { id: engagementId });
  await mutate("addEngagementCoach", {
    engagementId,
    personId: apiId("person", world.near.second),
    joinedOn: day(0),
  });
  const participant = await mutate("addEngagementParticipant", {
    engagementId,
    personId: apiId("person", world.near.fellow),
    joinedOn: day(0),
  });
  await mutate("endEngagementParticipant", { id: participant, leftOn: day(3) });
  const [fromCoachId, toCoachId] = [world.near.second, world.near.leaver].map((id) => apiId("person", id));
  await mutate("rematchEngagement", { ...known.rematchEngagement, engagementId, fromCoachId, toCoachId });
  // She comes back for a while.
  const again = await mutate("addEngagementCoach", { engagementId, personId: fromCoachId, joinedOn: day(10) });
  await mutate("endEngagementCoach", { id: again, leftOn: day(13) });

  const several = viewersOf(world)["manager and coach"];
  const ask = async () =>
    mutate("requestToJoinEngagement", { engagementId: await engagement(), side: "COACH" }, several);
  await mutate("confirmJoinRequest", { id: await ask() });
  await mutate("declineJoinRequest", { id: await ask() });
  await mutate("withdrawJoinRequest", { id: await ask() }, several);
  const later = { engagementId: await engagement(), personId: apiId("person", world.near.fellow) };
  await mutate("addEngagementParticipant", { ...later, joinedOn: day(5) });
  await mutate("shareEarlierNotes", later, viewersOf(world).COACH);

  await mutate("adjustAllocation", { engagementId, amount: 3, reason: "Story" });
  const setPolicy = (noticeMinutes: number) => mutate("setCancellationPolicy", { engagementId, noticeMinutes });
  await setPolicy(60);
  await mutate("setCancellationPolicy", { programId, noticeMinutes: 90 });
  await mutate("removeCancellationPolicy", { id: await setPolicy(90) });

  const times = (days: number) => ({ startsAt: `${day(days)}T09:00:00Z`, endsAt: `${day(days)}T10:00:00Z` });
  const session = await mutate("bookSession", { engagementId, coachIds: [coachId], ...times(14) });
  await mutate("rescheduleSession", { id: session, ...times(15) });
  await mutate("changeSessionKind", { id: session, kind: "REVIEW" });
  await mutate("setSessionPlace", { id: session, place: "https://meet.example" });
  await mutate("cancelSession", { id: session });
  const series = await mutate("bookSeries", { ...known.bookSeries, engagementId });
  await mutate("cancelSeries", { id: await mutate("changeSeries", { ...known.changeSeries, id: series }) });
  const hold = (days: number) =>
    mutate("holdSlot", {
      engagementId,
      coachIds: [coachId],
      sessionTypeId: type,
      staffing: "ROUND_ROBIN",
      ...times(days),
    });
  await mutate("confirmHold", { id: await hold(17) });
  const personId = uuidOf(Person, client);
  const asClient = { ...owner, personId, actorId: personId, grants: ["CLIENT"] };
  await mutate("excuseFromSession", { id: await mutate("confirmHold", { id: await hold(19) }) }, asClient);
  await mutate("releaseHold", { id: await hold(18) });
  await mutate("archiveSessionType", { id: type });

  const sessionId = await mutate("bookSession", {
    engagementId,
    coachIds: [coachId],
    ...times(16),
    seats: { capacity: 1 },
  });
  const others = [world.near.outsider, world.near.former].map((person) => apiId("person", person));
  for (const personId of others) await mutate("addEngagementParticipant", { engagementId, personId });
  const seats: string[] = [];
  for (const personId of [client, ...others]) seats.push(await mutate("takeSeat", { sessionId, personId }));
  await mutate("leaveSeat", { id: seats[0] });
  await mutate("declineSeatOffer", { id: seats[1] });
  await mutate("acceptSeatOffer", { id: seats[2] });
  await mutate("setSeats", { sessionId, seats: { capacity: 2 } });
  await mutate("pauseEngagement", { id: engagementId });
  await mutate("resumeEngagement", { id: engagementId });
  await mutate("pauseEngagement", { id: engagementId });
  await mutate("cancelEngagement", { id: engagementId, closingReason: "NO_TIME" });
  await mutate("reopenEngagement", { id: engagementId, reason: "Story" });
  const second = await engagement();
  await mutate("activateEngagement", { id: second });
  await mutate("completeEngagement", { id: second, closingReason: "TERM_ENDED" });
  await mutate("recordAttendance", known.recordAttendance!);
  await mutate("logSession", known.logSession!);
  await mutate("askForHoursConsent", { coachId: apiId("person", world.near.coach) });
  await asCoach(mutate, world);
  await workOnGoals(mutate, world);
  await agree(mutate, world);
  await shareMaterial(mutate, world);
  await fillInWorksheets(mutate, world);
  await assessNeeds(mutate, world);
  await askAndMeasure(mutate, world);
  const formal = { id: apiId("engagement", world.near.group), title: "Story", mentoringForm: "FORMAL" };
  await mutate("updateEngagement", formal);
  const { COACH: mentor, CLIENT: mentee } = viewersOf(world);
  const propose = () => mutate("proposeExtension", known.proposeExtension!, mentor);
  await mutate("withdrawExtension", { id: await propose() }, mentor);
  await mutate("declineExtension", { id: await propose() }, mentee);
  await mutate("acceptExtension", { id: await propose() }, mentee);
  await introduce(mutate, inside, world);
  await giveAndAsk(mutate, world);
  await matchPeople(mutate, inside, owner, world);
  await mutate("revokeCalendarFeed", { id: await mutate("createCalendarFeed", {}) });
  await tellPartners(mutate);
  await mutate("cancelBulkExport", { id: await mutate("bulkExport", known.bulkExport!) });
  const apiKey = { id: await mutate("createApiKey", { name: "Story", scopes: ["people:read"] }) };
  await mutate("updateApiKey", { ...apiKey, name: "Story told" });
  await mutate("rotateApiKey", apiKey);
  await mutate("revokeApiKey", apiKey);
  const idOf = nearIds(world);
  for (const mutation of mutations.filter((each) => "plain" in each && !done.has(each.name)))
    await mutate(mutation.name, exampleInput(mutation, { idOf, text: mutation.name, whole: true }));
  await mutate("cancelEngagementPause", { id: idOf("EngagementPause", "id") });

  expect(Object.keys(inside.schema.getMutationType()!.getFields()).filter((name) => !done.has(name))).toEqual([]);
}

/** Those who run the practice write no notes, no agendas and no takeaways. */
async function asCoach(mutate: Mutate, world: World): Promise<void> {
  const { near } = world;
  const { COACH: coach } = viewersOf(world);
  const note = { engagementId: apiId("engagement", near.alone), visibility: "PRIVATE", text: "Story" };
  await mutate("createNote", note, coach);
  await mutate("setSessionAgenda", inputsOf(world).setSessionAgenda!, coach);
  const mine = { id: apiId("note", near.notes.coaches) };
  await mutate("updateNote", { ...mine, text: "Told" }, coach);
  await mutate("removeNote", mine, coach);
  await mutate("createTakeaway", { ...note, engagementId: apiId("engagement", near.group) }, coach);
  const [taken, gone] = [near.takeaways.private, near.takeaways.shared].map((id) => apiId("takeaway", id));
  await mutate("updateTakeaway", { id: taken, text: "Told" }, coach);
  await mutate("removeTakeaway", { id: gone }, coach);
}
