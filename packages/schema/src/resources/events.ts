/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface ResourceEvents {
  "upload.started": { upload: string };
  "upload.received": { upload: string };
  "resource.created": { resource: string };
  "resource.updated": { resource: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "resource.removed": { resource: string };
  "worksheet.created": { worksheet: string };
  "worksheet.updated": { worksheet: string };
  "worksheet.assigned": { engagement: string; assignedWorksheet: string };
  /** What was written is nobody's yet but the participant's. */
  "worksheet.saved": { engagement: string; assignedWorksheet: string };
  "worksheet.handed_in": { engagement: string; assignedWorksheet: string; worksheetHandIn: string };
  "worksheet.handed_back": { engagement: string; assignedWorksheet: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "worksheet.withdrawn": { engagement: string; assignedWorksheet: string };
}
