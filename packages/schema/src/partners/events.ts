/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface PartnerEvents {
  "api_key.created": { apiKey: string };
  "api_key.updated": { apiKey: string };
  "api_key.rotated": { apiKey: string };
  "api_key.revoked": { apiKey: string };
}
