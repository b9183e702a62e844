/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface ResourceEvents {
  "upload.started": { upload: string };
  "upload.received": { upload: string };
  "resource.created": { resource: string };
  "resource.updated": { resource: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "resource.removed": { resource: string };
}
