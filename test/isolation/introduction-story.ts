import { type Actor, Person } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import type { Inside } from "./inside.js";
import { inputsOf } from "./inputs.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

type Mutate = (name: string, input: object, by?: Actor) => Promise<string>;

/** A mentee is introduced, which the mentor withdraws, the other person declines, and at last both accept. */
export async function introduce(mutate: Mutate, inside: Inside, world: World): Promise<void> {
  const { COACH: mentor, CLIENT: mentee, "coach who left": introduced } = viewersOf(world);
  await inside.database.transaction({ firmId: world.firmA, personId: null }, async (transaction) => {
    transaction.stamp(null, Date.now());
    // Nobody else can answer.
    for (const id of [world.near.client, world.near.leaver])
      await transaction.update(Person, { id }, { status: "ACTIVE" });
  });
  const ask = async () => ({ id: await mutate("introduceMentee", inputsOf(world).introduceMentee!, mentor) });
  await mutate("withdrawIntroduction", await ask(), mentor);
  await mutate("declineIntroduction", await ask(), introduced);
  const asked = await ask();
  await mutate("acceptIntroduction", asked, mentee);
  await mutate("acceptIntroduction", asked, introduced);
  const outside = { name: "Story", email: "outside@story.example" };
  const input = { engagementId: apiId("engagement", world.near.group), menteeId: apiId("person", world.near.client) };
  await mutate("introduceMentee", { ...input, outsider: outside, message: "Story" }, mentor);
}
