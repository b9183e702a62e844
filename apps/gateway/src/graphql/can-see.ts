import type { Actor } from "@coachwork/platform";
import { type Entity, visibleRows } from "@coachwork/reader";
import type { Services } from "./context.js";

/** Whether there is a row with this UUID that the viewer sees. */
export async function canSee({ database }: Services, actor: Actor, entity: Entity, id: string): Promise<boolean> {
  const { text, values } = visibleRows(database.source, actor, entity, [id]);
  const rows = await database.read(actor, text, values);
  return rows.length > 0;
}
