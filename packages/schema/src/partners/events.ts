/** What can happen in the slice: the ids (UUIDs) that an event of each type names. */
export interface PartnerEvents {
  "api_key.created": { apiKey: string };
  "api_key.revoked": { apiKey: string };
}
