import type { CalendarAttendee, CalendarEvent, CalendarPerson } from "./writer-event.js";

export const at = (time: string): number => Date.parse(`${time}Z`);

const ada: CalendarPerson = { name: "Ada Lovelace", email: "ada@example.com" };
export const grace: CalendarAttendee = { name: "Grace", email: "grace@example.com", participation: "NEEDS-ACTION" };
export const session: CalendarEvent = {
  uid: "session_0f3a@coachwork",
  sequence: 2,
  stampedAt: at("2027-03-01T08:00:00"),
  startsAt: at("2027-03-10T14:00"),
  endsAt: at("2027-03-10T15:00"),
  timeZone: "America/New_York",
  summary: "Coaching; Ada, Grace",
  description: "First line\nSecond \\ line",
  location: "https://meet.example.com/a,b;c",
  status: "CONFIRMED",
  organizer: ada,
  attendees: [grace],
  lastModified: at("2027-02-28T23:59:59"),
  url: "https://coachwork.example.com/sessions/0f3a?a=1,2;b=3",
};
