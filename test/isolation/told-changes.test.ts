import { expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { EVENTS } from "./log-rows.js";
import { type ViewerName, viewersOf } from "./viewers.js";

const { database, world, inside } = await insideWorld();
const { near } = world;

let seq = EVENTS;

/** Logs that something changed in the group of the near circle, and then that the group did. */
async function happened(type: string, ids: object, actor: string): Promise<number> {
  for (const [each, named] of [
    [type, ids],
    ["engagement.updated", {}],
  ] as const) {
    seq += 1;
    await database.admin.query(
      "insert into event (firm_id, seq, type, ids, actor_id, occurred_at) values ($1, $2, $3, $4, $5, now())",
      [world.firmA, seq, each, { engagement: near.group, ...named }, actor],
    );
  }
  await database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", [world.firmA, seq]);
  return seq - 1;
}

/** Those who can follow the group. */
const followers = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "coach and finance"] as const;
type Follower = (typeof followers)[number] | "engagements:read";
const managers: readonly Follower[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER"];
const coaches: readonly Follower[] = ["COACH", "coach and finance"];

const { notes } = near;

test.each([
  ["a coach's private note", "note.created", { note: notes.private }, coaches],
  ["another coach's private note", "note.updated", { note: notes.second }, []],
  ["a note for coaches", "note.created", { note: notes.coaches }, coaches],
  ["a shared note", "note.created", { note: notes.shared }, [...coaches, "CLIENT"]],
  ["a note that was removed by another", "note.removed", { note: near.group }, []],
  ["a private takeaway of the client", "takeaway.created", { takeaway: near.takeaways.client }, ["CLIENT"]],
  ["feedback to the fellow", "feedback.given", { feedback: near.feedback.toFellow }, coaches],
  ["feedback to the client", "feedback.given", { feedback: near.feedback.given }, [...coaches, "CLIENT"]],
  [
    "a coach of the group",
    "engagement.coach_joined",
    { engagementCoach: near.left },
    [...managers, ...coaches, "CLIENT", "engagements:read"],
  ],
  [
    "a pause",
    "engagement_pause.planned",
    { engagementPause: near.pause },
    [...managers, ...coaches, "CLIENT", "engagements:read"],
  ],
  ["a proposal to go on", "extension.proposed", { extension: near.extension }, [...managers, ...coaches, "CLIENT"]],
] as const)("of %s are told those who see it", async (_, type, ids, expected) => {
  const after = (await happened(type, ids, near.second)) - 1;
  const told: Follower[] = [];
  for (const name of [...followers, "engagements:read"] as const) {
    const { data } = await inside.follow(
      viewersOf(world)[name as ViewerName],
      "subscription ($id: ID!, $after: Int) { engagementChanged(engagementId: $id, after: $after) { seq object { id } } }",
      { id: apiId("engagement", near.group), after },
    );
    const { seq: first, object } = (data as { engagementChanged: { seq: number; object: object | null } })
      .engagementChanged;
    // Whoever is not told of it is told what comes next.
    expect([after + 1, after + 2]).toContain(first);
    if (first === after + 1) told.push(name);
    if (first === after + 1)
      expect([name, object]).toEqual([name, expect.objectContaining({ id: expect.any(String) })]);
  }
  expect(told.sort()).toEqual([...expected].sort());
});

test.each([
  "SPONSOR",
  "FINANCE",
  "ASSISTANT",
  "coach who left",
  "client who left",
  "EXPECTED",
  "person without a role",
] as const)("%s is told nothing of the group", async (name) => {
  const follow = (id: string) =>
    inside.follow(
      viewersOf(world)[name],
      "subscription ($id: ID!) { engagementChanged(engagementId: $id, after: 0) { seq } }",
      { id },
    );
  const answer = await follow(apiId("engagement", near.group));
  expect(answer.errors).toHaveLength(1);
  expect(answer).toEqual(await follow(`engagement_${"e".repeat(32)}`));
});
