import { Person } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import type { Inside } from "./inside.js";
import { inputsOf } from "./inputs.js";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** A mentee is introduced, which the mentor withdraws, then both accept, and the mentee declines another. */
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
  const asked = await ask();
  await mutate("acceptIntroduction", asked, mentee);
  await mutate("acceptIntroduction", asked, introduced);
  const input = { engagementId: apiId("engagement", world.near.group), menteeId: apiId("person", world.near.client) };
  const outside = async (name: string) => {
    const outsider = { name, email: `${name.toLowerCase()}@story.example` };
    return { id: await mutate("introduceMentee", { ...input, outsider, message: "Story" }, mentor) };
  };
  // Nobody who declined is asked again.
  await mutate("declineIntroduction", await outside("Declined"), mentee);
  await outside("Outside");
}
