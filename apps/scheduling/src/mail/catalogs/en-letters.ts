import type { PlainLetterTexts } from "./plain-letters.js";

const english = new Intl.ListFormat("en-GB");

export const englishLetters: PlainLetterTexts = {
  invitation: ({ firm, link }) => ({
    subject: `${firm} invites you to Coachwork`,
    paragraphs: [
      `${firm} runs its coaching on Coachwork and invites you to sign in.`,
      `Open this link to accept. It works once and expires in 7 days:\n${link}`,
      "If you do not know the firm, ignore this e-mail. Nobody can accept without it.",
    ],
  }),
  passwordReset: ({ link }) => ({
    subject: "Set a new password",
    paragraphs: [
      "Somebody asked for a new password for your sign-in to Coachwork.",
      `Open this link to set one. It works once and expires in an hour:\n${link}`,
      "If it was not you, ignore this e-mail. Your password stays the same.",
    ],
  }),
  passwordChanged: () => ({
    subject: "Your password was changed",
    paragraphs: [
      "The password of your Coachwork sign-in was changed, and your other sign-ins were ended.",
      "If it was not you, request a new password at once and tell your firm.",
    ],
  }),
  addressChange: ({ address, link }) => ({
    subject: "Confirm your new e-mail address",
    paragraphs: [
      `Somebody wants to sign in to Coachwork as ${address} from now on.`,
      `Open this link to confirm. It works once and expires in an hour:\n${link}`,
      "If it was not you, ignore this e-mail. Nothing changes without it.",
    ],
  }),
  addressChanged: ({ address }) => ({
    subject: "Your e-mail address was changed",
    paragraphs: [
      `You now sign in to Coachwork as ${address}. Your firms will also write to you there.`,
      "If it was not you, tell your firm at once.",
    ],
  }),
  engagementJoined: ({ name, title, asCoach, firm, day }) => ({
    subject: `${name} joins: ${title}`,
    paragraphs: [
      `${name} joins “${title}” as a ${asCoach ? "coach" : "participant"}. The first day is ${day}.`,
      `You receive this e-mail because you are part of it too. If you do not know why they join, ask ${firm}.`,
    ],
  }),
  joiningRequested: ({ name, title, asCoach, day }) => ({
    subject: `${name} asks to join: ${title}`,
    paragraphs: [
      `${name} asks to join “${title}” as a ${asCoach ? "coach" : "participant"}, from ${day ?? "the day of the consent"}.`,
      "Nobody can join an engagement without another person's consent. You, or somebody else with the right, can confirm or decline the request in Coachwork.",
      "If nobody decides, nothing changes.",
    ],
  }),
  extensionProposed: ({ name, title, day, before, message }) => ({
    subject: `${name} would like to go on: ${title}`,
    paragraphs: [
      `${name} proposes to go on with “${title}” until ${day}. It ends on ${before} otherwise.`,
      ...(message === null ? [] : [`${name} writes: ${message}`]),
      "You can accept or decline in Coachwork. If you do neither, nothing changes.",
    ],
  }),
  extensionAnswered: ({ name, title, day, before, isAccepted }) => ({
    subject: isAccepted ? `You go on until ${day}: ${title}` : `Not extended: ${title}`,
    paragraphs: [
      isAccepted
        ? `${name} has accepted your proposal. “${title}” goes on until ${day}, and not only until ${before}.`
        : `${name} has declined your proposal to go on until ${day}. “${title}” ends on ${before}.`,
    ],
  }),
  introductionWanted: ({ mentor, mentee, introduced, isMentee, message, day, link }) => ({
    subject: `${mentor} would like to introduce you to ${isMentee ? introduced : mentee}`,
    paragraphs: [
      `${mentor} would like to introduce ${isMentee ? `you to ${introduced}` : `${mentee} to you, ${introduced}`}.`,
      `${mentor} writes: ${message}`,
      link === null
        ? `You can accept or decline in Coachwork until ${day}.`
        : `You can accept or decline here until ${day}, without an account:\n${link}`,
      "Only when both of you have accepted is each told the other's e-mail address. If you do nothing, nothing is told.",
    ],
  }),
  introductionMade: ({ mentor, other, address, firm }) => ({
    subject: `${mentor} has introduced you: ${other}`,
    paragraphs: [
      `${other} has accepted, as you have. This is how to reach each other: ${other}, ${address}.`,
      `The introduction is between the two of you from here. ${firm} takes no further part in it.`,
    ],
  }),
  introductionAnswered: ({ mentee, introduced, declinedBy }) => ({
    subject:
      declinedBy === null ? `Introduced: ${mentee} and ${introduced}` : `Not introduced: ${mentee} and ${introduced}`,
    paragraphs: [
      declinedBy === null
        ? `${mentee} and ${introduced} have both accepted your introduction, and know how to reach each other.`
        : `${declinedBy} has declined your introduction of ${mentee} and ${introduced}. No address was told.`,
    ],
  }),
  matchOffered: ({ coaches, day, firm }) => ({
    subject: `Choose who works with you: ${coaches}`,
    paragraphs: [
      `${firm} suggests ${coaches} for you. Read about them in Coachwork, and choose one until ${day}.`,
      "When you accept one, your other offers end.",
    ],
  }),
  matchWanted: ({ name, day, firm }) => ({
    subject: `Would you work with ${name}?`,
    paragraphs: [
      `${firm} would like you to work with ${name}. Read about them in Coachwork, and accept or decline until ${day}.`,
      `${name} may choose among several.`,
    ],
  }),
  matchesWanted: ({ names, more, day, firm }) => {
    const people = english.format(more > 0 ? [...names, more === 1 ? "1 other" : `${more} others`] : names);
    return {
      subject: `Would you work with ${people}?`,
      paragraphs: [
        `${firm} would like you to work with ${people}. Read about them in Coachwork, and accept or decline${names.length > 1 ? " each" : ""} until ${day}.`,
      ],
    };
  },
  matchAnswered: ({ participant, coach, declinedBy, isExpired }) => ({
    subject:
      declinedBy !== null || isExpired
        ? `No match: ${participant} and ${coach}`
        : `To approve: ${participant} and ${coach}`,
    paragraphs: [
      declinedBy !== null
        ? `${declinedBy} has declined the match of ${participant} and ${coach}.`
        : isExpired
          ? `${participant} and ${coach} have not both answered in time. The offer has ended.`
          : `${participant} and ${coach} have both accepted. Approve the match in Coachwork, or withdraw it.`,
    ],
  }),
  matchPaired: ({ name, title, firm }) => ({
    subject: `You work with ${name}: ${title}`,
    paragraphs: [`${firm} has paired you with ${name} in “${title}”. You find it in Coachwork.`],
  }),
  matchEnded: ({ name, firm }) => ({
    subject: `The offer has ended: ${name}`,
    paragraphs: [`The offer of ${firm} to work with ${name} has ended. There is nothing for you to do.`],
  }),
  takeawaysWanted: ({ title, day, firm }) => ({
    subject: `What do you take with you? ${title}`,
    paragraphs: [
      `“${title}” has ended. What did you take from it? Write it down in Coachwork by ${day}, if you have not yet.`,
      `You choose whether it stays yours alone or is shared with the others of the engagement. ${firm} cannot read it.`,
    ],
  }),
  feedbackWanted: ({ name, title, firm }) => ({
    subject: `${name} asks for your feedback: ${title}`,
    paragraphs: [
      `${name} asks for your feedback in “${title}”. Read the question and answer it in Coachwork.`,
      `Only ${name} and the coaches of the engagement can read your answer. ${firm} cannot.`,
    ],
  }),
  feedbackGiven: ({ title, firm }) => ({
    subject: `There is feedback for you: ${title}`,
    paragraphs: [
      `There is feedback for you in “${title}”. Read it in Coachwork.`,
      `Only you and the coaches of the engagement can read it. ${firm} cannot.`,
    ],
  }),
  surveyWanted: ({ survey, firm, subject, link, day, isAnonymous, isNamed, isReminder }) => ({
    subject: `${isReminder ? "Reminder: your" : "Your"} answers to ${survey}${subject === null ? "" : ` about ${subject}`}`,
    paragraphs: [
      subject === null
        ? `${firm} asks you to answer “${survey}”.`
        : `${firm} asks you to answer “${survey}” about ${subject}, who will read a report of all answers.`,
      link === null
        ? "Answer it in Coachwork."
        : `Answer it here. You need no account. The link is only for you:\n${link}`,
      day === null
        ? "You can change your answers until the survey closes."
        : `You can answer and change your answers until ${day}.`,
      isAnonymous
        ? "The survey is anonymous. Answers are added up with those of others, and nobody keeps who answered what."
        : isNamed
          ? "The survey is not anonymous: your answers keep your name."
          : "The report shows groups of people, never who answered what. Only a manager's answers are shown as their own.",
    ],
  }),
  worksheetWanted: ({ worksheet, title, firm, isAgain }) => ({
    subject: isAgain
      ? `Please look at it once more: ${worksheet} (${title})`
      : `Please fill in: ${worksheet} (${title})`,
    paragraphs: [
      isAgain
        ? `Your coach has handed “${worksheet}” in “${title}” back to you. Read why and go on in Coachwork.`
        : `There is a worksheet for you in “${title}”: “${worksheet}”. Fill it in and hand it in in Coachwork.`,
      `Only you and the coaches of the engagement can read what you hand in. ${firm} cannot.`,
    ],
  }),
  worksheetHandedIn: ({ name, worksheet, title, firm }) => ({
    subject: `${name} has handed in: ${worksheet} (${title})`,
    paragraphs: [
      `${name} has handed in “${worksheet}” in “${title}”. Read it in Coachwork.`,
      `Only ${name} and the coaches of the engagement can read it. ${firm} cannot.`,
    ],
  }),
  hoursConsentWanted: ({ coach, firm }) => ({
    subject: `May ${coach} list you in a log of coaching hours?`,
    paragraphs: [
      `${coach} coached you at ${firm} and keeps a log of coaching hours, to earn or renew a credential. The log lists clients with their name, e-mail address and hours. It says nothing of what you talked about.`,
      "The body that issues the credential may write to people in the log, to ask whether the sessions took place.",
      "You are listed only if you agree in Coachwork. You can take that back at any time.",
    ],
  }),
  agreementWanted: ({ agreement, title, firm, isReplacing }) => ({
    subject: `Please sign: ${agreement} (${title})`,
    paragraphs: [
      ...(isReplacing
        ? [`Something was changed in “${title}”. A new agreement takes the place of the one before.`]
        : []),
      `${firm} asks you to sign “${agreement}” for “${title}”. Read and sign it in Coachwork.`,
    ],
  }),
  agreementCompleted: ({ agreement, title, firm }) => ({
    subject: `Signed by everybody: ${agreement} (${title})`,
    paragraphs: [`Everybody has signed “${agreement}” for “${title}” with ${firm}. Read it in Coachwork.`],
  }),
  agreementEnded: ({ agreement, title, firm, isDeclined, isWithdrawn }) => ({
    subject: `No longer to be signed: ${agreement} (${title})`,
    paragraphs: [
      isDeclined
        ? `“${agreement}” for “${title}” was declined. Nobody needs to sign it any more. ${firm} knows.`
        : isWithdrawn
          ? `${firm} has withdrawn “${agreement}” for “${title}”. Nobody needs to sign it any more.`
          : `“${agreement}” for “${title}” does not hold any more, because something was changed.`,
    ],
  }),
  credentialExpiring: ({ credential, day, firm }) => ({
    subject: `Your credential ends soon: ${credential}`,
    paragraphs: [
      `Your credential “${credential}” is valid until ${day}.`,
      `When you have renewed it, enter its new last day in your profile at ${firm}. After ${day}, it is shown as expired.`,
    ],
  }),
  webhookDisabled: ({ address, day, firm, isFailing, isGone }) => ({
    subject: `A webhook is disabled: ${address}`,
    paragraphs: [
      `Since ${day}, Coachwork does not tell this address any more what happens at ${firm}: ${address}`,
      isFailing
        ? "It had failed for five days. Messages that were not delivered were dropped."
        : isGone
          ? "It answered that it is gone (410). Messages that were not delivered were dropped."
          : "Its API key was revoked, has expired or has lost a scope. Messages that were not delivered were dropped.",
      "Look at the last attempts to see what was wrong. When it works again, enable the endpoint, and send what was dropped.",
    ],
  }),
  actionItemDue: ({ item, title, day, firm }) => ({
    subject: `Due tomorrow: ${item}`,
    paragraphs: [
      `You wanted to do this by ${day}, for “${title}” at ${firm}: ${item}`,
      "When it is done, mark it as done. If you need more time, change its due day.",
    ],
  }),
  actionItemOverdue: ({ item, title, day, firm }) => ({
    subject: `Overdue: ${item}`,
    paragraphs: [
      `You wanted to do this by ${day}, for “${title}” at ${firm}. It is still open: ${item}`,
      "Mark it as done, give it another due day, or drop it.",
    ],
  }),
};
