/** The events of this slice and the ids (UUIDs) that each one carries. Those of plain records are told by themselves. */
export interface ProfileEvents {
  "client_profile.set": { person: string; clientProfile: string };
  "client_profile.removed": { person: string; clientProfile: string };
  "coach_profile.set": { person: string; coachProfile: string };
  "coach_profile.removed": { person: string; coachProfile: string };
  /** It ends in 60 days or less. Told once for each end. */
  "credential.expiring": { person: string; credential: string };
}
