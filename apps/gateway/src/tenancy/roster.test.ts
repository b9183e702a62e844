import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readRoster, type RosterRecord } from "./roster.js";
import type { NamedColumn } from "./roster-header.js";

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const HEADER = "external_id,name,email,roles,organization,team,time_zone,locale";
const AMARA = "c1,Amara,amara@firm.example,COACH,,,Europe/London,en";

const records = async (text: string, named: readonly NamedColumn[] = []): Promise<readonly RosterRecord[]> => {
  const roster = await readRoster(text, named);
  if ("faults" in roster) throw new Error(roster.faults[0]?.message);
  return roster.records;
};
const problems = async (text: string, named: readonly NamedColumn[] = []) => {
  const roster = await readRoster(text, named);
  return "faults" in roster ? roster.faults : [];
};
const faults = async (...lines: string[]): Promise<string[]> =>
  (await records([HEADER, ...lines].join("\n"))).flatMap(({ line, errors }) =>
    errors.map(({ field, code }) => `${line} ${field} ${code}`),
  );

test("a firm's roster is read whole, with every name as it is written", async () => {
  const people = await records(fixture("roster.csv"));
  expect(people.length).toBe(31);
  expect(people.every(({ errors }) => errors.length === 0)).toBe(true);
  expect(people[0]).toEqual({
    line: 2,
    externalId: "c001",
    errors: [],
    person: {
      externalId: "c001",
      name: "Amara Okafor",
      email: "coach1@firm.example",
      roles: ["COACH"],
      organization: null,
      team: null,
      timeZone: "Europe/London",
      locale: "en",
    },
  });
  expect(people.find(({ externalId }) => externalId === "k010")?.person.name).toBe('Rafael "Rafa" Duarte');
  expect(people.find(({ externalId }) => externalId === "k015")?.person.name).toBe("William Smith, Jr.");
  expect(people.at(-1)?.person.roles).toEqual(["PROGRAM_MANAGER", "COACH"]);
});

test("each bad record is refused with the line on which it starts, its column and the reason", async () => {
  const expected = JSON.parse(fixture("roster-with-errors.expected.json"));
  const read = await records(fixture("roster-with-errors.csv"));
  const refused = read.flatMap(({ line, externalId, errors }) =>
    errors.map(({ field, code }) => ({ line, external_id: externalId, field, code })),
  );
  expect(read.length).toBe(expected.rows);
  expect(refused).toEqual(expected.refused);
  expect(read.filter(({ errors }) => errors.length === 0).map(({ externalId }) => externalId)).toEqual(
    expected.accepted,
  );
  expect(read[0]?.person.name).toBe("Multi\nline name");
  expect(read[6]?.person.name).toBe('=HYPERLINK("http://evil.example")');
});

test.each([
  ["CRLF", "\r\n"],
  ["LF", "\n"],
  ["CR", "\r"],
])("lines end as they like: %s", async (_, end) => {
  const text = [HEADER, '"k1","Two', 'lines",a@b.example,CLIENT,,,Europe/London,en', "", "k2,,,,,,,", ""].join(end);
  const read = await records(text);
  expect(read.map(({ line }) => line)).toEqual([2, 5]);
  expect(read[0]?.person.name).toBe("Two\nlines");
});

test("columns come in any order, in any case, and with others between them", async () => {
  const text =
    "Locale,email,NAME,shoe size,roles,time_zone,team,organization,external_id\nde,a@b.example,A,44,CLIENT,Asia/Tokyo,T,O,";
  expect((await records(text))[0]).toMatchObject({
    errors: [],
    person: { locale: "de", name: "A", timeZone: "Asia/Tokyo", team: "T", organization: "O", externalId: null },
  });
});

describe("a header is forgiven", () => {
  const amara = { errors: [], person: { name: "Amara", email: "amara@firm.example", externalId: "c1" } };

  test.each([
    ["other spellings", "External ID,Name,E-Mail\nc1,Amara,amara@firm.example"],
    [
      "semicolons that the first line names, as Excel writes it",
      "sep=;\r\nexternal-id;NAME;e_mail\r\nc1;Amara;amara@firm.example",
    ],
    ["semicolons", "external-id;NAME;e_mail\nc1;Amara;amara@firm.example"],
    ["tabs", "externalId\tname\temail\nc1\tAmara\tamara@firm.example"],
    ["separators in quotes", '"a,b,c,d";external_id;name;email\n;c1;Amara;amara@firm.example'],
    ["blank lines before it", "\n\nexternal_id;name;email\nc1;Amara;amara@firm.example"],
  ])("%s", async (_, text) => expect(await records(text)).toMatchObject([amara]));

  test("a value may contain what does not separate the columns", async () => {
    const [record] = await records("name;email;roles;organization\nA;a@b.example;COACH,CLIENT|SPONSOR;Birch, Oak & Co");
    expect(record).toMatchObject({
      errors: [],
      person: { roles: ["COACH", "CLIENT", "SPONSOR"], organization: "Birch, Oak & Co" },
    });
  });

  test("columns that are not read are told, with what they probably say", async () => {
    const roster = await readRoster(
      "email,Full name,Rollen,Tiem Zone,Langauge,Abteilung,Company,shoe size,\na@b.example",
    );
    expect(roster).toMatchObject({
      ignored: [
        { column: "Full name", probably: "NAME" },
        { column: "Rollen", probably: "ROLES" },
        { column: "Tiem Zone", probably: "TIME_ZONE" },
        { column: "Langauge", probably: "LOCALE" },
        { column: "Abteilung", probably: "TEAM" },
        { column: "Company", probably: "ORGANIZATION" },
        { column: "shoe size", probably: null },
      ],
    });
  });

  test("nothing is probably what another column says already", async () => {
    const roster = await readRoster("email,name,Full name\na@b.example,A,B");
    expect(roster).toMatchObject({ ignored: [{ column: "Full name", probably: null }] });
  });
});

describe("columns with other names", () => {
  test("are read, instead of those with the usual names", async () => {
    const named = [
      { column: "dienstliche mail", field: "EMAIL" as const },
      { column: "Voller Name", field: "NAME" as const },
    ];
    const text = "Dienstliche Mail;voller-name;email;name\na@b.example;A;private@b.example;B";
    expect(await records(text, named)).toMatchObject([{ person: { email: "a@b.example", name: "A" } }]);
    expect(await readRoster(text, named)).toMatchObject({ ignored: [{ column: "email" }, { column: "name" }] });
  });

  test("decide what separates the columns", async () => {
    const named = [{ column: "Mail", field: "EMAIL" as const }];
    expect(await records("Mail;a,b,c\na@b.example;", named)).toMatchObject([{ person: { email: "a@b.example" } }]);
  });

  test("are all told to be wrong at once", async () => {
    const named = [
      { column: "Mial", field: "EMAIL" as const },
      { column: "full name", field: "NAME" as const },
      { column: "Full-Name", field: "TEAM" as const },
      { column: "Other", field: "NAME" as const },
    ];
    expect(await problems("Mail,Full name,Other,roles,ROLES\n", named)).toMatchObject([
      { code: "UNKNOWN_COLUMN", field: "columns.0.column", message: expect.stringMatching(/no column "Mial".*"Mail"/) },
      { code: "INVALID", field: "columns.2.column" },
      { code: "INVALID", field: "columns.3.field" },
      { code: "BROKEN_CSV", field: "csv", message: expect.stringMatching(/names roles twice, as "roles" and "ROLES"/) },
      { code: "BROKEN_CSV", field: "csv", message: expect.stringMatching(/lacks email and external_id/) },
    ]);
  });
});

describe("what a roster has no column for", () => {
  test("is not said, and an empty value is", async () => {
    expect(await records("email\na@b.example")).toMatchObject([
      {
        errors: [],
        person: {
          ...{ name: undefined, roles: undefined, organization: undefined, team: undefined, timeZone: undefined },
          ...{ externalId: null, locale: null },
        },
      },
    ]);
    expect(await records("email,organization\na@b.example,")).toMatchObject([{ person: { organization: null } }]);
  });

  test("an e-mail address makes the external id needed", async () => {
    const [, second] = await records("external_id,name\nc1,A\n,B");
    expect(second?.errors).toMatchObject([{ field: "external_id", code: "REQUIRED" }]);
  });
});

describe("a text that is no roster names the line and the reason", () => {
  test.each([
    ["nothing", "", /Line 1: the text is empty/],
    ["another separator", "sep=|\nname|email\nA|a@b.example", /Line 1: it says that "\|" separates the values/],
    [
      "a header that says of nobody who they are",
      "name,roles\nA,CLIENT",
      /Line 1: the header lacks email and external_id/,
    ],
    ["a header that probably says it", "name,Mail\nA,a@b.example", /"Mail" is probably email\. Rename it, or say so/],
    ["a header with a column twice", `${HEADER},name\n`, /Line 1: the header names name twice/],
    ["a quote that is never closed", `${HEADER}\n${AMARA}\n"k1,x\ny`, /Line 3: .* never closes it/],
    ["a quote in a value", `${HEADER}\n${AMARA}\nk1,a "b" c,,,,,,`, /Line 3: there is a quote in the middle/],
    ["text after a quoted value", `${HEADER}\n\n"k1"x,a,,,,,,`, /Line 3: there is a quote in the middle/],
  ])("%s", async (_, text, expected) =>
    expect(await problems(text)).toEqual([
      { code: "BROKEN_CSV", field: "csv", message: expect.stringMatching(expected) },
    ]),
  );
});

describe("a record", () => {
  test.each([
    [
      "needs a name, an address, a role and a zone",
      ["k1,,,,,,,"],
      ["name", "email", "roles", "time_zone"].map((f) => `2 ${f} REQUIRED`),
    ],
    ["that is a blank line is none", ["", ",,,,,,,", "  "], []],
    ["needs a real address", ["k1,A,a@b,CLIENT,,,Asia/Tokyo,en"], ["2 email INVALID"]],
    ["needs an address in ASCII", ["k1,A,é@b.example,CLIENT,,,Asia/Tokyo,en"], ["2 email INVALID"]],
    ["needs a zone and not an offset", ["k1,A,a@b.example,CLIENT,,,+01:00,en"], ["2 time_zone UNKNOWN_TIME_ZONE"]],
    ["needs a language", ["k1,A,a@b.example,CLIENT,,,Asia/Tokyo,english please"], ["2 locale INVALID"]],
    ["with a team needs its organization", ["k1,A,a@b.example,CLIENT,,T,Asia/Tokyo,en"], ["2 organization REQUIRED"]],
    ["takes several roles", ["k1,A,a@b.example,CLIENT; COACH;,,,Asia/Tokyo,en"], []],
    ["takes no role of another world", ["k1,A,a@b.example,constructor,,,Asia/Tokyo,en"], ["2 roles UNKNOWN_ROLE"]],
    ["takes no separator for a role", ["k1,A,a@b.example,;,,,Asia/Tokyo,en"], ["2 roles REQUIRED"]],
    ["takes no NUL", ["k1,A\0B,a@b.example,CLIENT,,,Asia/Tokyo,en"], ["2 name INVALID"]],
    ["takes a name of 200 characters", [`k1,${"😀".repeat(200)},a@b.example,CLIENT,,,Asia/Tokyo,en`], []],
    ["takes no name of 201", [`k1,${"x".repeat(201)},a@b.example,CLIENT,,,Asia/Tokyo,en`], ["2 name INVALID"]],
    ["has no more values than columns", ["k1,A,B,a@b.example,CLIENT,,,Asia/Tokyo,en"], ["2 locale INVALID"]],
    ["may end in empty values", [`${AMARA},,`], []],
    [
      "is of one person: by external id",
      [AMARA, "c1,B,b@b.example,CLIENT,,,Asia/Tokyo,en"],
      ["3 external_id DUPLICATE_IN_FILE"],
    ],
    [
      "is of one person: by address",
      [AMARA, ",B,AMARA@Firm.example,CLIENT,,,Asia/Tokyo,en"],
      ["3 email DUPLICATE_IN_FILE"],
    ],
  ])("%s", async (_, lines, expected) => expect((await faults(...lines)).sort()).toEqual([...expected].sort()));
});

test("whatever text is sent is either a roster or broken", async () => {
  const piece = fc.constantFrom(
    '"',
    ",",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\uFEFF",
    ";",
    AMARA,
    HEADER,
    "k1",
    " ",
    "\uD800",
    "=1",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => `${HEADER}\n${pieces.join("")}`),
  );
  await fc.assert(
    fc.asyncProperty(text, async (any) => {
      const roster = await readRoster(any);
      if ("faults" in roster) for (const { message } of roster.faults) expect(message).toMatch(/^Line [1-9]\d*: /);
      else for (const { line } of roster.records) expect(line).toBeGreaterThan(1);
    }),
    { numRuns: 2000 },
  );
});

test("others have turns while a long roster is read", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const people = Array.from(
    { length: 5_000 },
    (_, place) => `k${place},A,a${place}@b.example,CLIENT,,,Europe/London,en`,
  );
  expect(await records([HEADER, ...people].join("\n"))).toHaveLength(5_000);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test("a record starts where an editor says it does", async () => {
  const value = fc
    .array(fc.constantFrom("a", "\r\n", "\n", ",", '""', "é"), { maxLength: 6 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(value, { minLength: 8, maxLength: 8 })),
      fc.constantFrom("\n", "\r\n"),
      async (rows, end) => {
        let text = HEADER + end;
        const starts: number[] = [];
        for (const row of rows) {
          starts.push(text.split("\n").length);
          text += [`"x${row[0]}"`, ...row.slice(1).map((cell) => `"${cell}"`)].join(",") + end;
        }
        expect((await records(text)).map(({ line }) => line)).toEqual(starts);
      },
    ),
  );
});
