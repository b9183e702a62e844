import type { AttendanceStatus, Engagement, NoteVisibility, Role, SessionKind, SessionStatus } from "@coachwork/schema";

/** Signs in everybody of the demo. It is published: a deployment that strangers reach has no demo. */
export const DEMO_PASSWORD = "coachwork-demo";

/** A firm of the demo. People are named by `key` within it; times are told in days and working days from today. */
export interface DemoFirm {
  /** What `--firm` calls it. */
  number: number;
  name: string;
  timeZone: string;
  organizations: { name: string; teams: string[] }[];
  people: DemoPerson[];
  availability: DemoAvailability[];
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
}

export interface DemoAvailability {
  coach: string;
  /** Monday to Friday, each `[from, to)` in minutes after midnight of the coach's zone. */
  windows: [start: number, end: number][];
  bufferAfterMinutes: number;
  minimumNoticeMinutes: number;
}

export interface DemoEngagement extends Pick<Engagement, "title" | "kind" | "format" | "status"> {
  mentoringForm?: "FORMAL" | "INFORMAL";
  objectives?: string;
  /** First and last day, counted from today; null: open-ended. */
  days: [first: number, last: number | null];
  allocation?: ["SESSIONS" | "HOURS", number];
  organization?: string;
  team?: string;
  coaches: DemoMember[];
  participants: DemoMember[];
  sessions: DemoSession[];
  notes: DemoNote[];
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

const morningsAndAfternoons: [number, number][] = [
  [9 * 60, 12 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
];

/** A coach of both firms, who chooses one after signing in. */
const robin = { name: "Robin Achterberg", email: "robin@coaches.example", timeZone: "Europe/Amsterdam" };

const northlight: DemoFirm = {
  number: 1,
  name: "Northlight Coaching",
  timeZone: "Europe/London",
  organizations: [
    { name: "Alder Bank", teams: ["Payments", "Risk"] },
    { name: "Fern Health", teams: ["Nursing", "Digital"] },
  ],
  people: [
    {
      key: "owner",
      name: "Nora Lindqvist",
      email: "owner@northlight.example",
      roles: ["OWNER"],
      timeZone: "Europe/London",
    },
    {
      key: "admin",
      name: "Amit Desai",
      email: "admin@northlight.example",
      roles: ["ADMIN"],
      timeZone: "Europe/London",
    },
    {
      key: "manager",
      name: "Paula Mendes",
      email: "program.manager@northlight.example",
      roles: ["PROGRAM_MANAGER"],
      timeZone: "Europe/Lisbon",
      locale: "pt",
    },
    {
      key: "coach",
      name: "Carla Rossi",
      email: "coach@northlight.example",
      roles: ["COACH"],
      timeZone: "Europe/London",
    },
    { key: "robin", ...robin, roles: ["COACH"] },
    {
      key: "mentor",
      name: "Moses Adeyemi",
      email: "mentor@northlight.example",
      roles: ["COACH", "PROGRAM_MANAGER"],
      timeZone: "Africa/Lagos",
    },
    {
      key: "client",
      name: "Chris Walker",
      email: "client@northlight.example",
      roles: ["CLIENT"],
      timeZone: "Europe/London",
      organization: "Alder Bank",
      team: "Payments",
    },
    {
      key: "dana",
      name: "Dana Kim",
      email: "dana.kim@alder.example",
      roles: ["CLIENT"],
      timeZone: "Europe/London",
      organization: "Alder Bank",
      team: "Payments",
    },
    {
      key: "emeka",
      name: "Emeka Obi",
      email: "emeka.obi@alder.example",
      roles: ["CLIENT"],
      timeZone: "Africa/Lagos",
      organization: "Alder Bank",
      team: "Payments",
    },
    {
      key: "freya",
      name: "Freya Þórsdóttir",
      email: "freya@alder.example",
      roles: ["CLIENT"],
      timeZone: "Atlantic/Reykjavik",
      organization: "Alder Bank",
      team: "Risk",
    },
    {
      key: "gwen",
      name: "Gwen Pryce",
      email: "gwen.pryce@fern.example",
      roles: ["CLIENT"],
      timeZone: "Europe/London",
      organization: "Fern Health",
      team: "Nursing",
    },
    {
      key: "hugo",
      name: "Hugo Martín",
      email: "hugo.martin@fern.example",
      roles: ["CLIENT"],
      timeZone: "Europe/Madrid",
      locale: "es",
      organization: "Fern Health",
      team: "Nursing",
    },
    {
      key: "sponsor",
      name: "Sunita Rao",
      email: "sponsor@northlight.example",
      roles: ["SPONSOR"],
      timeZone: "Europe/London",
      organization: "Alder Bank",
    },
    {
      key: "fern-sponsor",
      name: "Tom Beckett",
      email: "tom.beckett@fern.example",
      roles: ["SPONSOR"],
      timeZone: "Europe/London",
      organization: "Fern Health",
    },
    {
      key: "finance",
      name: "Fatima Zahra",
      email: "finance@northlight.example",
      roles: ["FINANCE"],
      timeZone: "Europe/London",
    },
  ],
  availability: [
    { coach: "coach", windows: morningsAndAfternoons, bufferAfterMinutes: 15, minimumNoticeMinutes: 120 },
    { coach: "robin", windows: [[8 * 60, 13 * 60]], bufferAfterMinutes: 10, minimumNoticeMinutes: 24 * 60 },
    { coach: "mentor", windows: [[10 * 60, 18 * 60]], bufferAfterMinutes: 0, minimumNoticeMinutes: 60 },
  ],
  engagements: [
    {
      title: "Leading a new team",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      days: [-60, 120],
      allocation: ["SESSIONS", 12],
      organization: "Alder Bank",
      coaches: ["coach"],
      participants: ["client"],
      sessions: [
        {
          workday: -35,
          at: "10:00",
          minutes: 60,
          kind: "INTAKE",
          status: "COMPLETED",
          came: { client: "PRESENT" },
        },
        { workday: -20, at: "10:00", minutes: 60, kind: "REGULAR", status: "COMPLETED", came: { client: "LATE" } },
        { workday: -10, at: "10:00", minutes: 60, kind: "REGULAR", status: "NO_SHOW", came: { client: "NO_SHOW" } },
        { workday: -4, at: "14:00", minutes: 60, kind: "REGULAR", status: "COMPLETED", came: { client: "PRESENT" } },
        { workday: 2, at: "10:00", minutes: 60, kind: "REGULAR", status: "CONFIRMED" },
        { workday: 9, at: "10:00", minutes: 60, kind: "REVIEW", status: "CONFIRMED" },
      ],
      notes: [
        ["coach", "PRIVATE", "Speaks of the team as 'they'. Listen for when it becomes 'we'."],
        ["coach", "COACHES", "Delegation first; the reorganisation comes later."],
        ["coach", "SHARED", "Until next time: hand over the weekly report, and tell me what you noticed."],
      ],
    },
    {
      title: "Women in payments",
      kind: "COACHING",
      format: "GROUP",
      status: "ACTIVE",
      days: [-45, 90],
      allocation: ["SESSIONS", 8],
      organization: "Alder Bank",
      coaches: ["robin", "coach"],
      participants: ["dana", "freya", "gwen"],
      sessions: [
        {
          workday: -18,
          at: "10:00",
          minutes: 90,
          kind: "REGULAR",
          status: "COMPLETED",
          came: { dana: "PRESENT", freya: "PRESENT", gwen: "EXCUSED" },
        },
        {
          workday: -5,
          at: "10:00",
          minutes: 90,
          kind: "REGULAR",
          status: "COMPLETED",
          came: { dana: "PRESENT", freya: "NO_SHOW", gwen: "LATE" },
        },
        { workday: 3, at: "10:00", minutes: 90, kind: "REGULAR", status: "CONFIRMED" },
      ],
      notes: [
        ["robin", "COACHES", "Freya is quiet since the merger; ask her before the next round."],
        ["coach", "SHARED", "The slides on negotiating a raise are in the shared folder."],
      ],
    },
    {
      title: "Payments works as one team",
      kind: "COACHING",
      format: "TEAM",
      status: "ACTIVE",
      days: [-30, 150],
      allocation: ["HOURS", 20],
      organization: "Alder Bank",
      team: "Payments",
      coaches: ["coach"],
      participants: ["client", "dana", "emeka"],
      sessions: [
        {
          workday: -8,
          at: "13:30",
          minutes: 120,
          kind: "INTAKE",
          status: "COMPLETED",
          came: { client: "PRESENT", dana: "PRESENT", emeka: "LATE" },
        },
        { workday: 4, at: "13:30", minutes: 120, kind: "REGULAR", status: "CONFIRMED" },
      ],
      notes: [["coach", "SHARED", "Our working agreement, as you worded it: no decision without the one on call."]],
    },
    {
      title: "Towards ward manager",
      kind: "MENTORING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      mentoringForm: "FORMAL",
      objectives: "Lead a ward within two years; be known beyond one's own hospital.",
      days: [-90, 270],
      allocation: ["SESSIONS", 10],
      organization: "Fern Health",
      coaches: ["mentor", ["robin", -40]],
      participants: ["gwen"],
      sessions: [
        {
          workday: -50,
          at: "11:00",
          minutes: 60,
          kind: "CHEMISTRY",
          status: "COMPLETED",
          coaches: ["mentor", "robin"],
          came: { gwen: "PRESENT" },
        },
        {
          workday: -15,
          at: "11:00",
          minutes: 60,
          kind: "REGULAR",
          status: "COMPLETED",
          coaches: ["mentor"],
          came: { gwen: "PRESENT" },
        },
        { workday: 1, at: "15:00", minutes: 60, kind: "REGULAR", status: "CONFIRMED", coaches: ["mentor"] },
      ],
      notes: [["mentor", "PRIVATE", "Introduce her to Ifeoma at the conference; do not promise it."]],
    },
    {
      title: "Coffee and careers",
      kind: "MENTORING",
      format: "GROUP",
      status: "ACTIVE",
      mentoringForm: "INFORMAL",
      days: [-120, null],
      coaches: ["mentor"],
      participants: ["emeka", "hugo", ["freya", -20]],
      sessions: [
        {
          workday: -6,
          at: "12:00",
          minutes: 45,
          kind: "REGULAR",
          status: "COMPLETED",
          came: { emeka: "PRESENT", hugo: "PRESENT" },
        },
      ],
      notes: [["mentor", "SHARED", "The book I spoke of: 'The First 90 Days'."]],
    },
    {
      title: "A stronger night shift",
      kind: "MENTORING",
      format: "TEAM",
      status: "PAUSED",
      mentoringForm: "FORMAL",
      objectives: "The team plans its own handovers.",
      days: [-75, 200],
      organization: "Fern Health",
      team: "Nursing",
      coaches: ["mentor"],
      participants: ["gwen", "hugo"],
      sessions: [{ workday: 6, at: "16:00", minutes: 60, kind: "REGULAR", status: "CANCELLED" }],
      notes: [],
    },
    {
      title: "First hundred days",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "COMPLETED",
      days: [-180, -30],
      allocation: ["SESSIONS", 6],
      organization: "Fern Health",
      coaches: ["robin"],
      participants: ["hugo"],
      sessions: [
        { workday: -90, at: "09:00", minutes: 60, kind: "INTAKE", status: "COMPLETED", came: { hugo: "PRESENT" } },
        { workday: -60, at: "09:00", minutes: 60, kind: "REGULAR", status: "COMPLETED", came: { hugo: "PRESENT" } },
        { workday: -30, at: "09:00", minutes: 60, kind: "REVIEW", status: "COMPLETED", came: { hugo: "PRESENT" } },
      ],
      notes: [["robin", "SHARED", "What you wrote on day one, and what you would write now."]],
    },
    {
      title: "Speaking to the board",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "DRAFT",
      days: [14, 120],
      allocation: ["SESSIONS", 6],
      organization: "Alder Bank",
      coaches: ["robin"],
      participants: ["freya"],
      sessions: [],
      notes: [],
    },
    {
      title: "Career change",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "CANCELLED",
      days: [-50, 60],
      allocation: ["HOURS", 8],
      coaches: ["coach"],
      participants: ["emeka"],
      sessions: [{ workday: -12, at: "16:00", minutes: 60, kind: "CHEMISTRY", status: "CANCELLED" }],
      notes: [],
    },
  ],
};

const harbour: DemoFirm = {
  number: 2,
  name: "Harbour Mentoring",
  timeZone: "America/New_York",
  organizations: [
    { name: "Quay Logistics", teams: ["Dispatch", "Fleet"] },
    { name: "Lantern Schools", teams: ["Primary", "Secondary"] },
  ],
  people: [
    {
      key: "owner",
      name: "Olivia Grant",
      email: "owner@harbour.example",
      roles: ["OWNER"],
      timeZone: "America/New_York",
    },
    {
      key: "admin",
      name: "Andre Silva",
      email: "admin@harbour.example",
      roles: ["ADMIN"],
      timeZone: "America/New_York",
    },
    {
      key: "manager",
      name: "Priya Shah",
      email: "program.manager@harbour.example",
      roles: ["PROGRAM_MANAGER"],
      timeZone: "America/Chicago",
    },
    {
      key: "coach",
      name: "Caleb Stone",
      email: "coach@harbour.example",
      roles: ["COACH"],
      timeZone: "America/New_York",
    },
    { key: "robin", ...robin, roles: ["COACH"] },
    {
      key: "client",
      name: "Casey Morgan",
      email: "client@harbour.example",
      roles: ["CLIENT"],
      timeZone: "America/New_York",
      organization: "Quay Logistics",
      team: "Dispatch",
    },
    {
      key: "dmitri",
      name: "Dmitri Volkov",
      email: "dmitri@quay.example",
      roles: ["CLIENT"],
      timeZone: "America/New_York",
      organization: "Quay Logistics",
      team: "Dispatch",
    },
    {
      key: "elena",
      name: "Elena Cruz",
      email: "elena@lantern.example",
      roles: ["CLIENT"],
      timeZone: "America/Puerto_Rico",
      locale: "es",
      organization: "Lantern Schools",
      team: "Primary",
    },
    {
      key: "frank",
      name: "Frank O'Neill",
      email: "frank@lantern.example",
      roles: ["CLIENT"],
      timeZone: "America/Los_Angeles",
      organization: "Lantern Schools",
      team: "Secondary",
    },
    {
      key: "sponsor",
      name: "Simone Laurent",
      email: "sponsor@harbour.example",
      roles: ["SPONSOR"],
      timeZone: "America/New_York",
      organization: "Quay Logistics",
    },
    {
      key: "finance",
      name: "Felix Braun",
      email: "finance@harbour.example",
      roles: ["FINANCE"],
      timeZone: "America/New_York",
    },
  ],
  availability: [
    { coach: "coach", windows: [[8 * 60, 16 * 60]], bufferAfterMinutes: 10, minimumNoticeMinutes: 240 },
    { coach: "robin", windows: [[14 * 60, 20 * 60]], bufferAfterMinutes: 0, minimumNoticeMinutes: 24 * 60 },
  ],
  engagements: [
    {
      title: "From dispatcher to manager",
      kind: "MENTORING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      mentoringForm: "FORMAL",
      objectives: "Run the night desk alone by the end of the year.",
      days: [-80, 200],
      allocation: ["SESSIONS", 10],
      organization: "Quay Logistics",
      coaches: ["coach"],
      participants: ["client"],
      sessions: [
        { workday: -14, at: "09:00", minutes: 60, kind: "INTAKE", status: "COMPLETED", came: { client: "PRESENT" } },
        { workday: -3, at: "09:00", minutes: 60, kind: "REGULAR", status: "NO_SHOW", came: { client: "NO_SHOW" } },
        { workday: 2, at: "09:00", minutes: 60, kind: "REGULAR", status: "CONFIRMED" },
      ],
      notes: [
        ["coach", "PRIVATE", "Ask about the second no-show before drawing conclusions."],
        ["coach", "SHARED", "Two people you should meet: see the names we wrote down."],
      ],
    },
    {
      title: "New head teachers",
      kind: "MENTORING",
      format: "GROUP",
      status: "ACTIVE",
      mentoringForm: "INFORMAL",
      days: [-200, null],
      organization: "Lantern Schools",
      coaches: ["robin"],
      participants: ["elena", "frank"],
      sessions: [
        {
          workday: -7,
          at: "17:00",
          minutes: 60,
          kind: "REGULAR",
          status: "COMPLETED",
          came: { elena: "PRESENT", frank: "EXCUSED" },
        },
        { workday: 3, at: "17:00", minutes: 60, kind: "REGULAR", status: "CONFIRMED" },
      ],
      notes: [["robin", "COACHES", "Next theme: the first parents' evening."]],
    },
    {
      title: "Dispatch decides together",
      kind: "COACHING",
      format: "TEAM",
      status: "ACTIVE",
      days: [-20, 100],
      allocation: ["HOURS", 12],
      organization: "Quay Logistics",
      team: "Dispatch",
      coaches: ["coach"],
      participants: ["client", "dmitri"],
      sessions: [{ workday: 4, at: "13:00", minutes: 120, kind: "INTAKE", status: "CONFIRMED" }],
      notes: [],
    },
    {
      title: "Finding a voice in meetings",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "COMPLETED",
      days: [-150, -20],
      allocation: ["SESSIONS", 5],
      organization: "Lantern Schools",
      coaches: ["coach"],
      participants: ["frank"],
      sessions: [
        { workday: -40, at: "11:00", minutes: 60, kind: "REVIEW", status: "COMPLETED", came: { frank: "PRESENT" } },
      ],
      notes: [],
    },
    {
      title: "Leading readers",
      kind: "COACHING",
      format: "GROUP",
      status: "DRAFT",
      days: [10, 160],
      allocation: ["SESSIONS", 8],
      organization: "Lantern Schools",
      coaches: ["robin"],
      participants: ["elena", "frank"],
      sessions: [],
      notes: [],
    },
  ],
};

/** The demo: two firms, so that it can be seen that neither sees the other. */
export const demoFirms: readonly DemoFirm[] = [northlight, harbour];
