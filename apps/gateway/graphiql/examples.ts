/** An operation that GraphiQL shows in its own tab at the start. */
export interface Example {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The ids are well-formed but do not exist. Replace them with ids of your own firm. */
const someCoach = "person_00000000000000000000000000000000";
const someEngagement = "engagement_00000000000000000000000000000000";

/** A tour of the API. Each step uses what the previous one found. */
export const examples: readonly Example[] = [
  {
    title: "Who am I",
    query:
      "# Put your key or token into Headers, below.\n# Once sent, every tab uses it.\nquery WhoAmI {\n  me {\n    id\n    name\n    roles\n  }\n  firm {\n    name\n    timeZone\n  }\n}\n",
  },
  {
    title: "A page of people",
    query: `# For the next one give endCursor as the variable after.
query People($first: Int!, $after: String, $filter: PersonFilter) {
  people(first: $first, after: $after, filter: $filter) {
    edges {
      cursor
      node {
        id
        name
        email
        roles
        timeZone
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: { first: 20, after: null, filter: { role: "COACH", search: "" } },
  },
  {
    title: "Engagements, their coaches and participants",
    query: `query Engagements($first: Int!, $filter: EngagementFilter) {
  engagements(first: $first, filter: $filter) {
    nodes {
      id
      title
      kind
      format
      status
      startsOn
      endsOn
      coaches(first: 5) {
        nodes {
          joinedOn
          person {
            id
            name
          }
        }
      }
      participants(first: 10) {
        nodes {
          joinedOn
          person {
            id
            name
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: { first: 10, filter: { status: "ACTIVE" } },
  },
  {
    title: "When coaches are free",
    query: `# Take coachIds from the tab People. Each slot says who is free then.
query FreeSlots($coachIds: [ID!]!) {
  freeSlots(
    coachIds: $coachIds
    from: "2027-03-01T00:00:00Z"
    to: "2027-03-08T00:00:00Z"
    durationMinutes: 60
    timeZone: "Europe/London"
  ) {
    slots {
      startsAt
      endsAt
      coaches {
        name
      }
    }
    emptyReasons
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: { coachIds: [someCoach] },
  },
  {
    title: "Book a session",
    query: `# Take a slot from FreeSlots.
# With an idempotencyKey it is safe to send again.
mutation BookSession($input: BookSessionInput!) {
  bookSession(input: $input) {
    session {
      id
      status
      startsAt
      endsAt
      timeZone
      coaches {
        coach {
          name
        }
      }
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
    variables: {
      input: {
        engagementId: someEngagement,
        startsAt: "2027-03-02T09:00:00Z",
        endsAt: "2027-03-02T10:00:00Z",
        timeZone: "Europe/London",
      },
    },
  },
  {
    title: "Follow a coach's schedule",
    query: `# Run it, then book a session in another window.
# To go on later give the last seq as after.
subscription ScheduleChanged($coachId: ID!, $after: Int) {
  scheduleChanged(coachId: $coachId, after: $after) {
    seq
    type
    occurredAt
    session {
      id
      startsAt
    }
  }
}
`,
    variables: { coachId: someCoach, after: null },
  },
];
