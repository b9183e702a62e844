/** The events of consent to coaching logs and the ids (UUIDs) that each one carries. */
export interface HoursEvents {
  "hours_consent.asked": { hoursConsent: string };
  "hours_consent.given": { hoursConsent: string };
  /** Refused, or taken back. */
  "hours_consent.refused": { hoursConsent: string };
}
