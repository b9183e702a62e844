import type { DefaultTexts } from "./default-leanings.js";

export const englishTexts: DefaultTexts = {
  aim: {
    asks: "What would you like to work on?",
    choices: [
      ["One particular skill, behaviour or situation", "You want to work on one particular thing."],
      ["A few things that I can name", "You can name what you want to work on."],
      ["I am not sure yet", null],
      ["Where I am going, as a whole person", "You want to develop as a whole person."],
    ],
  },
  horizon: {
    asks: "By when should it have made a difference?",
    choices: [
      ["Within about three months", "You want a result within about three months."],
      ["Within half a year", "You want a result within half a year."],
      ["Within a year", "You are looking a year ahead."],
      ["Over several years", "You are looking several years ahead."],
    ],
  },
  feedback: {
    asks: "What kind of feedback would help you most?",
    choices: [
      ["Direct feedback on what I do, even when I do not ask", "You want direct feedback on what you do."],
      ["Questions that show me what I do not see", "You want questions that show you what you do not see."],
      ["I have no preference", null],
      ["Somebody's view from experience, when I ask for it", "You want feedback when you ask for it."],
    ],
  },
  focus: {
    asks: "What should be different afterwards?",
    choices: [
      ["I do something in my present work better", "You want to get better at your present work."],
      ["Both my work and where it leads", null],
      ["I know where my career is going", "You want to find out where your career is going."],
    ],
  },
  goals: {
    asks: "How would you like to set goals?",
    choices: [
      ["With somebody who helps me set them and follows them up", "You want help with setting and following up goals."],
      ["I have no preference", null],
      ["By myself: themes that may change on the way", "You want to own your themes and change them on the way."],
    ],
  },
  network: {
    asks: "Would you like to be introduced to other people?",
    choices: [
      ["No, I would rather work with one person", "You would rather work with one person than widen your network."],
      ["It would be welcome, but it is not the point", null],
      ["Yes, that matters to me", "You want to widen your network."],
    ],
  },
  source: {
    asks: "From whom would you learn most?",
    choices: [
      ["Somebody trained to help people find their own answers", "You want help with finding your own answers."],
      ["Either is fine", null],
      [
        "Somebody who has taken the path that I want to take",
        "You want to learn from somebody who has taken this path.",
      ],
    ],
  },
  arrangement: {
    asks: "How should it be arranged?",
    choices: [
      ["A fixed number of sessions with a clear end", "You want a fixed number of sessions with a clear end."],
      ["Regular conversations, without counting them", "You want regular conversations without counting them."],
      [
        "Loosely: we talk when there is something to talk about",
        "You want to talk when there is something to talk about.",
      ],
    ],
  },
  company: {
    asks: "With whom would you like to do this?",
    choices: [
      ["On my own", null],
      ["In a small group", null],
      ["With the team that I work in", null],
    ],
  },
};
