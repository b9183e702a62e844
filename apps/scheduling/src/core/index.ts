/** The arithmetic of time, for use outside this service: no clock, no environment, nothing read or written. */
export { openCalendar, type CoachCalendar } from "./calendar.js";
export { firstFree } from "./first-free.js";
export { type Interval } from "./interval.js";
export { freeSlots } from "./slots.js";
export { eachTeamSlot, type TeamCoach, type TeamSlot } from "./team-slots.js";
