import type {
  AttendanceStatus,
  ClientProfile,
  ClosingReason,
  CoachProfile,
  DiscontinuedReason,
  Engagement,
  GoalKind,
  GoalSharing,
  MetricFrequency,
  NoteVisibility,
  PolicyTerms,
  Program,
  Role,
  SessionKind,
  ExtensionStatus,
  SessionStatus,
  TakeawayVisibility,
  TargetDirection,
} from "@coachwork/schema";

/** Signs in everybody of the demo. It is published: a deployment that strangers reach has no demo. */
export const DEMO_PASSWORD = "coachwork-demo";

/** A firm of the demo. People are named by `key` within it; times are told in days and working days from today. */
export interface DemoFirm {
  /** What `--firm` calls it. */
  number: number;
  name: string;
  timeZone: string;
  /** Where its own application is, to which its letters lead. */
  frontendUrl: string;
  organizations: { name: string; teams: string[] }[];
  people: DemoPerson[];
  /** Who arranges whose sessions, by keys. */
  delegations: [assistant: string, principal: string][];
  /** What coaches and mentors of the firm can be good at. */
  specialities: string[];
  /** Which coach must not be matched with whom, by keys, and why. */
  conflicts: [coach: string, person: string, reason: string][];
  /** How much each criterion counts when coaches are matched. */
  weights: Record<"specialities" | "industries" | "language" | "level" | "load" | "history", number>;
  /** The engagement by its title, people by keys. */
  offers: (Record<"engagement" | "participant" | "coach" | "replaces" | "reason", string> & { score: number })[];
  availability: DemoAvailability[];
  /** With the least notice in minutes, where a type asks for more than its coaches. */
  sessionTypes: [name: string, kind: SessionKind, minutes: number, notice?: number][];
  /** Working days from today. */
  holidays: [name: string, workdays: number][];
  /** What holds for engagements that have no policy of their own. */
  policy: PolicyTerms;
  /** Of its partners, with their scopes. */
  apiKeys: [name: string, scopes: string[]][];
  /** Where the partner with the first of them is told what happens. */
  webhook: { url: string; description: string; eventTypes: string[] };
  programs: DemoProgram[];
  cohorts: DemoCohort[];
  material: DemoMaterial[];
  engagements: DemoEngagement[];
}

export interface DemoPerson {
  key: string;
  name: string;
  email: string;
  roles: Role[];
  timeZone: string;
  locale?: string;
  organization?: string;
  team?: string;
  coaches?: DemoCoachProfile;
  does?: DemoClientProfile;
}

export interface DemoCoachProfile extends Pick<
  CoachProfile,
  "bio" | "languages" | "industries" | "kinds" | "formats" | "affiliation" | "capacity"
> {
  specialities: string[];
  /** In euros, pounds or dollars, and not in cents. */
  hourlyRate: [amount: number, currency: string];
  /** Valid so many days from now. */
  credentials?: [body: string, level: string, days: number][];
}

export interface DemoClientProfile extends Pick<ClientProfile, "job" | "level" | "interests"> {
  /** The key of their manager. */
  reportsTo?: string;
}

export interface DemoAvailability {
  coach: string;
  /** Monday to Friday, each `[from, to)` in minutes after midnight of the coach's zone. */
  windows: [start: number, end: number][];
  bufferAfterMinutes: number;
  minimumNoticeMinutes: number;
}

export interface DemoProgram extends Pick<Program, "name" | "kind" | "format" | "status"> {
  mentoringForm?: "FORMAL" | "INFORMAL";
  allocation?: ["SESSIONS" | "HOURS", number];
  weeks?: number;
  /** The keys of those who may coach in it. Default: everybody who coaches. */
  coaches?: string[];
  chemistry: Program["chemistry"];
  mostInterviews?: number;
  /** What its people often work on, with a scale in coaching. */
  goals?: [title: string, why: string, scale?: string[]][];
}

export interface DemoCohort {
  name: string;
  program: string;
  organization: string;
  /** What the organization bought for it: the name, the amount and the last day, counted from today. */
  pool: [name: string, unit: "SESSIONS" | "HOURS", amount: number, validUntil: number];
  /** First and last day, counted from today. */
  days: [first: number, last: number];
  /** How far each member has come. Who is or was in progress names the title of the engagement. */
  members: DemoCohortMember[];
}

export type DemoCohortMember =
  | [key: string, status: "ENROLLED" | "AWAITING_MATCH" | "CANCELLED"]
  | [key: string, status: "ENROLLED" | "AWAITING_MATCH" | "IN_PROGRESS" | "COMPLETED", engagement: string]
  | [key: string, status: "DISCONTINUED", reason: DiscontinuedReason];

export interface DemoEngagement extends Pick<Engagement, "title" | "kind" | "format" | "status"> {
  mentoringForm?: "FORMAL" | "INFORMAL";
  objectives?: string;
  /** First and last day, counted from today; null: open-ended. */
  days: [first: number, last: number | null];
  /** The first and the last day of a pause, counted from today. One that begins later is planned. */
  paused?: [first: number, last: number, reason?: string];
  /** Of one that is completed or cancelled: the day on which that was done, counted from today, and why. */
  ended?: [day: number, reason: ClosingReason, inWords?: string];
  allocation?: ["SESSIONS" | "HOURS", number];
  organization?: string;
  team?: string;
  /** The name of the program that it was created in. */
  program?: string;
  /** The name of the cohort of its participants. */
  cohort?: string;
  coaches: DemoMember[];
  participants: DemoMember[];
  sessions: DemoSession[];
  notes: DemoNote[];
  takeaways?: DemoTakeaway[];
  /** Who followed whom as its coach, on which day, counted from today, and why. */
  rematches?: [from: string, to: string, day: number, reason: string][];
  /** Of mentoring: proposals to go on for so many days more, each with the day on which it was made, counted from today. */
  extensions?: DemoExtension[];
  /** Of mentoring: whom its mentees are introduced to. */
  introductions?: DemoIntroduction[];
  goals?: DemoGoal[];
  items?: DemoActionItem[];
  metrics?: DemoMetric[];
  feedback?: DemoFeedback[];
  /** Each in the place of the one before. */
  agreements?: DemoAgreement[];
}

/** What was agreed about the allocation, and the sponsor who signs, too, in a three-way agreement. */
export interface DemoAgreement {
  status: "OUT_FOR_SIGNATURE" | "COMPLETED" | "SUPERSEDED";
  amount: number;
  sponsor?: string;
}

/** What somebody follows over time. Days are counted from today. */
export interface DemoMetric {
  /** The key of the participant. Without one it is the whole team's. */
  of?: string;
  /** The title of the goal that it belongs to. */
  goal?: string;
  name: string;
  unit?: string;
  frequency: MetricFrequency;
  target?: [value: number, direction: TargetDirection];
  /** Recorded by the participant, or else the coach. */
  entries: [days: number, value: number, comment?: string][];
}

/** What somebody commits to do. Days are counted from today. */
export interface DemoActionItem {
  owner: string;
  /** For whom a coach does it. */
  for?: string;
  title: string;
  due?: number;
  status?: "OPEN" | "DONE";
}

/** What somebody works on. Days are counted from today. */
export interface DemoGoal {
  /** The key of the participant. Without one it is the whole team's. */
  of?: string;
  /** Who set it. Default: the participant. */
  setBy?: string;
  kind?: GoalKind;
  title: string;
  why?: string;
  target?: number;
  weight?: number;
  scale?: [string, string, string, string, string];
  baseline?: number;
  progress?: [days: number, by: string, level: number, comment: string][];
  sharing?: GoalSharing;
}

/** Somebody's key, or with the day on which they left, counted from today. */
export type DemoMember = string | [key: string, leftOn: number];

export interface DemoSession {
  /** The how manieth working day from today, in the first coach's zone; -1 is the last one before today. */
  workday: number;
  /** `HH:MM` in the first coach's zone. */
  at: string;
  minutes: number;
  kind: SessionKind;
  status: SessionStatus;
  /** Default: all coaches. */
  coaches?: string[];
  /** Who came, by key; PENDING for those not named. */
  came?: Record<string, AttendanceStatus>;
}

export type DemoNote = [author: string, visibility: NoteVisibility, text: string];

/** Without a question, it was not asked for. Without a text, nobody has answered yet. */
export interface DemoFeedback {
  to: string;
  from: string;
  question?: string;
  text?: string;
}

export type DemoTakeaway = [author: string, visibility: TakeawayVisibility, text: string];

export interface DemoExtension {
  proposedBy: [side: "COACH" | "PARTICIPANT", key: string, day: number];
  more: number;
  message: string;
  /** Who answered. Without an answer, it waits. */
  answer?: [status: Extract<ExtensionStatus, "ACCEPTED" | "DECLINED">, key: string];
}

export interface DemoIntroduction {
  mentor: string;
  mentee: string;
  /** Somebody of the firm, by key, or somebody outside. */
  to: string | [name: string, email: string];
  message: string;
  /** When it was made, counted from today. */
  day: number;
  /** Who has accepted so far. */
  answers: "NONE" | "MENTEE" | "BOTH";
}

/** Material that people share. Without a program or an engagement, it is shared with the firm. */
export interface DemoMaterial {
  by: string;
  title: string;
  description?: string;
  program?: string;
  engagement?: string;
  /** The address of a link, or the name and the text of a file. */
  content: string | [name: string, text: string];
}
