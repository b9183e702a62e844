/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface TenancyEvents {
  "frontend_url.set": { firm: string };
  "person.created": { person: string };
  "person.updated": { person: string };
  /** The person has begun or stopped sharing busy time between firms. */
  "person.sharing_changed": { person: string };
  /** Events from earlier versions name no invitation. */
  "person.invited": { person: string; invitation: string };
  "person.invitation_withdrawn": { person: string; invitation: string };
  "person.invitation_accepted": { person: string; invitation: string };
  "person.deactivated": { person: string };
  "person.reactivated": { person: string };
  "person.erased": { person: string };
  /** The duplicate's id answers as the person from now on. */
  "person.merged": { person: string; duplicate: string };
  "delegation.created": { delegation: string };
  "delegation.updated": { delegation: string };
  "delegation.ended": { delegation: string };
}
