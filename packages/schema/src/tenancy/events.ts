/** What can happen in the slice: the ids (UUIDs) that an event of each type names. */
export interface TenancyEvents {
  "person.created": { person: string };
  "person.updated": { person: string };
  /** Whether their sessions in other firms count as theirs has changed. */
  "person.sharing_changed": { person: string };
  /** Those of earlier versions name no invitation. */
  "person.invited": { person: string; invitation: string };
  "person.invitation_withdrawn": { person: string; invitation: string };
  "person.invitation_accepted": { person: string; invitation: string };
  "person.deactivated": { person: string };
  "person.reactivated": { person: string };
}
