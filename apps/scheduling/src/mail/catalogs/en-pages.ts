import type { PageTexts } from "./page-texts.js";

export const englishPages: PageTexts = {
  linkEnded:
    "This link does not work, or not any more. Links end when a session begins or is cancelled, when you no longer take part, and when your e-mail address changes. Use those in the newest e-mail about the session, or sign in.",
  nothingYet: "Nothing changes until you press the button.",
  free: "Cancelling is free of charge.",
  costs: (minutes) =>
    `Cancelling is late now. It costs ${minutes === null ? "1 session" : `${minutes} minutes`} of what was agreed.`,
  othersMeet: "The others meet without you.",
  tooLate: (until) => `You could do this until ${until}. Ask your coach now.`,
  notByClients: "You cannot do this yourself. Ask your coach.",
  chooseTime: "Choose a new time.",
  noFreeTime: (day) => `There is no free time until ${day}.`,
  earlierTimes: "Earlier times",
  laterTimes: "Later times",
  notDone: "This was not done.",
  chooseFirst: "Choose a time first.",
  moved: (title) => `Your session “${title}” has been moved.`,
  withdrawn: {
    CANCEL: (title) => `Your session “${title}” has been cancelled.`,
    EXCUSE: (title) => `You are excused from “${title}”.`,
    LEAVE_SEAT: (title) => `You have given up your seat in “${title}”.`,
  },
  accepted: (title) => `You have a seat in “${title}”.`,
  declined: (title) => `You have declined the seat in “${title}”.`,
  emailFollows: "An e-mail for your calendar is on its way.",
};
