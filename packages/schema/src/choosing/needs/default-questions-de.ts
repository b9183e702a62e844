import type { DefaultTexts } from "./default-leanings.js";

export const germanTexts: DefaultTexts = {
  aim: {
    asks: "Woran möchten Sie arbeiten?",
    choices: [
      [
        "An einer bestimmten Fähigkeit, einem Verhalten oder einer Situation",
        "Sie möchten an einer bestimmten Sache arbeiten.",
      ],
      ["An ein paar Dingen, die ich benennen kann", "Sie können benennen, woran Sie arbeiten möchten."],
      ["Das weiß ich noch nicht", null],
      ["An meinem Weg, als ganzer Mensch", "Sie möchten sich als ganzer Mensch entwickeln."],
    ],
  },
  horizon: {
    asks: "Bis wann soll sich etwas verändert haben?",
    choices: [
      ["Innerhalb von etwa drei Monaten", "Sie möchten innerhalb von etwa drei Monaten ein Ergebnis sehen."],
      ["Innerhalb eines halben Jahres", "Sie möchten innerhalb eines halben Jahres ein Ergebnis sehen."],
      ["Innerhalb eines Jahres", "Sie blicken ein Jahr voraus."],
      ["Über mehrere Jahre", "Sie blicken mehrere Jahre voraus."],
    ],
  },
  feedback: {
    asks: "Welche Rückmeldung würde Ihnen am meisten helfen?",
    choices: [
      ["Direkte Rückmeldung, auch ungefragt", "Sie möchten direkte Rückmeldung zu dem, was Sie tun."],
      ["Fragen, die mir zeigen, was ich nicht sehe", "Sie möchten Fragen, die Ihnen zeigen, was Sie nicht sehen."],
      ["Das ist mir gleich", null],
      ["Die Sicht aus Erfahrung, wenn ich danach frage", "Sie möchten Rückmeldung, wenn Sie danach fragen."],
    ],
  },
  focus: {
    asks: "Was soll danach anders sein?",
    choices: [
      ["Ich mache etwas in meiner jetzigen Arbeit besser", "Sie möchten in Ihrer jetzigen Arbeit besser werden."],
      ["Meine Arbeit und auch, wohin sie führt", null],
      ["Ich weiß, wohin mein Berufsweg führt", "Sie möchten herausfinden, wohin Ihr Berufsweg führt."],
    ],
  },
  goals: {
    asks: "Wie möchten Sie Ziele setzen?",
    choices: [
      ["Mit jemandem, der mir dabei hilft und sie verfolgt", "Sie möchten Hilfe beim Setzen und Verfolgen von Zielen."],
      ["Das ist mir gleich", null],
      [
        "Selbst: Themen, die sich unterwegs ändern dürfen",
        "Sie möchten Ihre Themen selbst bestimmen und unterwegs ändern.",
      ],
    ],
  },
  network: {
    asks: "Möchten Sie anderen Menschen vorgestellt werden?",
    choices: [
      ["Nein, ich arbeite lieber mit einer Person", "Sie arbeiten lieber mit einer Person, als Ihr Netz zu erweitern."],
      ["Gern, aber darum geht es nicht", null],
      ["Ja, das ist mir wichtig", "Sie möchten Ihr Netz erweitern."],
    ],
  },
  source: {
    asks: "Von wem würden Sie am meisten lernen?",
    choices: [
      [
        "Von jemandem, der gelernt hat, anderen zu eigenen Antworten zu verhelfen",
        "Sie möchten eigene Antworten finden.",
      ],
      ["Beides ist recht", null],
      [
        "Von jemandem, der den Weg gegangen ist, den ich gehen will",
        "Sie möchten von jemandem lernen, der diesen Weg gegangen ist.",
      ],
    ],
  },
  arrangement: {
    asks: "Wie soll es ablaufen?",
    choices: [
      ["Eine feste Zahl von Sitzungen mit klarem Ende", "Sie möchten eine feste Zahl von Sitzungen mit klarem Ende."],
      ["Regelmäßige Gespräche, ohne sie zu zählen", "Sie möchten regelmäßige Gespräche, ohne sie zu zählen."],
      [
        "Lose: Wir sprechen, wenn es etwas zu besprechen gibt",
        "Sie möchten sprechen, wenn es etwas zu besprechen gibt.",
      ],
    ],
  },
  company: {
    asks: "Mit wem möchten Sie das tun?",
    choices: [
      ["Für mich allein", null],
      ["In einer kleinen Gruppe", null],
      ["Mit dem Team, in dem ich arbeite", null],
    ],
  },
};
