import { implement } from "@coachwork/platform";
import { RemoveResource, Resource, Upload } from "@coachwork/schema";
import { ownResource } from "./own-resource.js";

/** Removes a resource. Its file is deleted once this has committed. */
export const removeResource = implement(RemoveResource, async (context, input) => {
  const { transaction } = context;
  const { id, engagementId, fileId } = await ownResource(context, input.id);
  await transaction.delete(Resource, { id });
  if (fileId !== null) await transaction.update(Upload, { id: fileId }, { status: "RELEASED" });
  transaction.tell({ type: "resource.removed", ids: { resource: id } });
  return { engagement: engagementId };
});
