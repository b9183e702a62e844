/** What people, companies, notes and goals of the generated firms are made of. */
export const firstNames =
  "Ada Amara Anders Anna Arjun Aylin Ben Carla Chidi Clara Daniel Dimitri Elena Emil Emma Farah Felix Fatima Gabriel Grace Hana Hannah Henrik Ines Isaac Ivy Jonas Josephine Julia Kai Kofi Lars Leila Leo Liam Lina Lucia Maja Malik Maria Marta Martin Mateo Maya Mei Mira Nadia Nils Noah Nora Olga Omar Oscar Paula Pedro Priya Rafael Rosa Ruth Samir Sara Sofia Stefan Sven Tara Thomas Tomas Uma Valentina Viktor Wei Yara Yusuf Zoe".split(
    " ",
  );

export const lastNames =
  "Abebe Adler Ahmed Almeida Andersson Bauer Becker Berg Bianchi Carter Chen Costa Dahl Diaz Dubois Eriksen Evans Ferrari Fischer Fofana Garcia Gupta Haas Hansen Hartmann Hughes Ibrahim Ito Jansen Jensen Johnson Kaplan Keller Khan Kim Klein Kowalski Larsen Lee Lindqvist Lopez Mackenzie Marino Martins Meyer Moreau Murphy Nakamura Nielsen Nilsson Novak Okafor Okoye Olsen Osei Park Patel Pereira Petersen Rahman Rossi Santos Sato Schmidt Silva Singh Smith Sorensen Suzuki Tanaka Thompson Toure Varga Vogel Wagner Walker Weber Williams Wilson Wong Yilmaz Zhang".split(
    " ",
  );

export const trades =
  "Logistics Foods Energy Bank Insurance Motors Textiles Software Pharma Media Airlines Steel Paper Rail Shipping Retail".split(
    " ",
  );

export const themes = [
  "First hundred days as a lead",
  "Leading without authority",
  "Difficult conversations",
  "From expert to manager",
  "Return after parental leave",
  "Strategic thinking",
  "Board readiness",
  "Presence and voice",
  "Team alignment",
  "Delegation",
] as const;

export const sentences = [
  "Came prepared, with two examples from last week.",
  "The conversation with the regional lead went better than feared; what helped was naming the disagreement early.",
  "Still takes on too much: we listed what could be handed over, and to whom.",
  "Energy is back. Sleeps better since the weekly report moved to Thursdays.",
  "Wants to try the new meeting format with the whole team before the quarter ends.",
  "We went back to the goal and agreed that it needs a smaller first step.",
  "The feedback from peers was a surprise, in a good way.",
  "To follow up: the talk with the sponsor about scope and time.",
] as const;

export const aims = [
  "Delegate the weekly work",
  "Disagree in the round",
  "Know what each of the team wants",
  "End meetings on time",
  "Ask for help early",
  "Say what is expected",
] as const;

/** The descriptions of a goal's scale, lowest level first. */
export const levels = ["Never", "When reminded", "In most weeks", "Every week", "Others learn it from them"] as const;

export const actions = [
  "Hand over the rota",
  "Talk to the sponsor about scope",
  "Write down three examples",
  "Ask two peers for feedback",
  "Block an hour a week to think",
] as const;
