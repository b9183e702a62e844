import { implement } from "@coachwork/platform";
import { Resource, UpdateResource, Upload } from "@coachwork/schema";
import { ownResource } from "./own-resource.js";
import { contentOf } from "./resource-content.js";

/** Changes a resource. A file that is replaced is deleted once this has committed. */
export const updateResource = implement(UpdateResource, async (context, input) => {
  const { transaction } = context;
  const resource = await ownResource(context, input.id);
  context.refuseStale(resource, input.version);
  const { id, fileId } = resource;
  const { title = resource.title, description = resource.description } = input;
  const isReplaced = input.uploadId !== undefined || (input.url !== undefined && input.url !== resource.url);
  if (!isReplaced && title === resource.title && description === resource.description) return { resource: id };
  const content = isReplaced ? await contentOf(context, input) : {};
  await transaction.update(Resource, { id }, { title, description, ...content });
  if (isReplaced && fileId !== null) await transaction.update(Upload, { id: fileId }, { status: "RELEASED" });
  transaction.tell({ type: "resource.updated", ids: { resource: id } });
  return { resource: id };
});
