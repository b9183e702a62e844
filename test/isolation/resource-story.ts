import { apiId } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** Material is shared by those who work together, and by those who run the practice. */
export async function shareMaterial(mutate: Mutate, world: World): Promise<void> {
  const coach = viewersOf(world).COACH;
  await mutate("startUpload", { name: "Story.pdf", bytes: 10 }, coach);
  const uploadId = apiId("upload", world.near.resources.upload);
  const id = await mutate(
    "createResource",
    { engagementId: apiId("engagement", world.near.group), title: "Story", uploadId },
    coach,
  );
  await mutate("updateResource", { id, url: "https://story.example" }, coach);
  await mutate("removeResource", { id }, coach);
}
