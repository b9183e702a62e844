import { beforeEach, describe, expect, test } from "@jest/globals";
import { FirmFactory, type TestClient, until } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { spell } from "../support/spelling.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora" }));
});

const answer = `records { outcome keptRoles errors { field code } changes { field before after } person { name } }
  ignoredColumns { column probably } created updated unchanged refused`;
const importPeople = (csv: string, more: object = {}, by = owner) =>
  mutate(by, "importPeople", { csv, ...more }, { answer });

/** Somebody of the firm as an owner sees them, by name. */
const person = async (name: string) =>
  (
    await owner.ask(
      `query($name: String!) { people(first: 2, filter: { search: $name }) { nodes {
         externalId name email roles organization { name } team { name } timeZone locale } } }`,
      { name },
    )
  ).people.nodes[0];

const WHOLE = "external_id,name,email,roles,organization,team,time_zone,locale";
const ines = `${WHOLE}\nhr-1,Ines,ines@alder.example,CLIENT,Alder,Risk,Europe/Madrid,es`;

describe("a roster that lacks columns", () => {
  test("leaves what it has no column for", async () => {
    await importPeople(ines);
    const before = await person("Ines");
    const imported = await importPeople("External ID;E-Mail;Name\nhr-1;ines@alder.example;Ines Calder");
    expect(imported).toMatchObject({
      userErrors: [],
      records: [{ outcome: "UPDATED", changes: [{ field: "NAME", before: "Ines", after: "Ines Calder" }] }],
    });
    expect(await person("Ines")).toEqual({ ...before, name: "Ines Calder" });
  });

  test("finds people by external id alone", async () => {
    await importPeople(ines);
    expect(await importPeople("external_id,locale\nhr-1,de")).toMatchObject({ updated: 1, userErrors: [] });
    expect(await person("Ines")).toMatchObject({ name: "Ines", email: "ines@alder.example", locale: "de" });
  });

  test("gives new people the firm's time zone and the roles that the input names", async () => {
    await database.admin.query("update firm set time_zone = 'Asia/Tokyo' where firm_id = $1", [firm.firmId]);
    const csv = "name\temail\nJonah\tjonah@alder.example";
    expect(await importPeople(csv, { rolesOfNewPeople: ["COACH"] })).toMatchObject({ created: 1, userErrors: [] });
    expect(await person("Jonah")).toMatchObject({
      ...{ roles: ["COACH"], timeZone: "Asia/Tokyo", locale: "en", organization: null, externalId: null },
    });
    expect(await importPeople("name,email\nLea,lea@alder.example")).toMatchObject({ created: 1 });
    expect(await person("Lea")).toMatchObject({ roles: ["CLIENT"] });
    expect(await importPeople(csv)).toMatchObject({ unchanged: 1 });
  });

  test("is refused somebody new without a name or an address, both at once", async () => {
    const { records, userErrors } = await importPeople("external_id,roles\nhr-9,CLIENT");
    expect(userErrors).toEqual([refusal("RECORDS_REFUSED", "csv")]);
    expect(records[0].errors).toEqual([
      { field: "name", code: "REQUIRED" },
      { field: "email", code: "REQUIRED" },
    ]);
  });

  test("moves people between teams of the organization that they have", async () => {
    await importPeople(ines);
    expect(await importPeople("external_id,team\nhr-1,Audit")).toMatchObject({ updated: 1 });
    expect(await person("Ines")).toMatchObject({ organization: { name: "Alder" }, team: { name: "Audit" } });
    // A team of one organization is none of another.
    expect(await importPeople("external_id,organization\nhr-1,Birch")).toMatchObject({ updated: 1 });
    expect(await person("Ines")).toMatchObject({ organization: { name: "Birch" }, team: null });
    await importPeople("external_id,organization\nhr-1,");
    const { records } = await importPeople("external_id,team\nhr-1,Audit");
    expect(records[0].errors).toEqual([{ field: "organization", code: "REQUIRED" }]);
  });
});

describe("columns", () => {
  test("have the names that the input gives, and those that are not read are told", async () => {
    const csv = "Mail;name;Language;shoe size\njonah@alder.example;Jonah;de;44";
    expect(await importPeople(csv, { columns: [{ column: "mail", field: "EMAIL" }] })).toMatchObject({
      created: 1,
      ignoredColumns: [
        { column: "Language", probably: "LOCALE" },
        { column: "shoe size", probably: null },
      ],
    });
  });

  test("are all told to be wrong at once, at their fields", async () => {
    const columns = [
      { column: "Adress", field: "EMAIL" },
      { column: "Who", field: "NAME" },
    ];
    const { records, userErrors } = await importPeople("Mail,name\na@alder.example,A", { columns });
    expect(records).toBeNull();
    expect(userErrors).toEqual([
      { code: "UNKNOWN_COLUMN", field: ["input", "columns", "0", "column"] },
      { code: "UNKNOWN_COLUMN", field: ["input", "columns", "1", "column"] },
      refusal("BROKEN_CSV", "csv"),
    ]);
  });
});

describe("a dry run", () => {
  /** Everything of the firm that an import could write or tell. */
  const written = async () => {
    const texts = ["person", "person_role", "organization", "team", "event", "invitation"].map(
      (table) => `(select json_agg(t) from ${table} t where firm_id = $1) as "${table}"`,
    );
    const { rows } = await database.admin.query(`select ${texts.join(", ")}`, [firm.firmId]);
    return rows[0];
  };

  test("reports what would change and writes nothing", async () => {
    await importPeople(ines);
    await mutate(owner, "invitePerson", { personId: (await idOf("Ines"))! });
    await until("the invitation's letter", async () => (await written()).invitation?.[0].sent_at);
    const before = await written();
    const csv = `${WHOLE}
hr-1,Ines,ines@birch.example,COACH,Birch,Loans,Europe/Madrid,es
hr-2,Jonah,jonah@alder.example,CLIENT,alder,,UTC,en`;
    const imported = await importPeople(csv, { dryRun: true });
    expect(imported).toEqual({
      ...{ created: 1, updated: 1, unchanged: 0, refused: 0, userErrors: [], ignoredColumns: [] },
      records: [
        {
          ...{ outcome: "UPDATED", errors: [], keptRoles: [], person: { name: "Ines" } },
          changes: [
            { field: "EMAIL", before: "ines@alder.example", after: "ines@birch.example" },
            { field: "ROLES", before: "CLIENT", after: "COACH" },
            { field: "ORGANIZATION", before: "Alder", after: "Birch" },
            { field: "TEAM", before: "Risk", after: "Loans" },
          ],
        },
        {
          ...{ outcome: "CREATED", errors: [], keptRoles: [], person: null },
          changes: [
            { field: "EXTERNAL_ID", before: null, after: "hr-2" },
            { field: "NAME", before: null, after: "Jonah" },
            { field: "EMAIL", before: null, after: "jonah@alder.example" },
            { field: "ROLES", before: null, after: "CLIENT" },
            { field: "ORGANIZATION", before: null, after: "Alder" },
            { field: "TIME_ZONE", before: null, after: "UTC" },
            { field: "LOCALE", before: null, after: "en" },
          ],
        },
      ],
    });
    expect(await written()).toEqual(before);

    const { records } = await importPeople(csv);
    expect(records.map((record: object) => ({ ...record, person: null }))).toEqual(
      imported.records.map((record: object) => ({ ...record, person: null })),
    );
  });

  test("reports that the good records are skipped if others would stop the import", async () => {
    const { records, userErrors } = await importPeople("name,email\nJonah,jonah@alder.example\nLea,nowhere", {
      dryRun: true,
    });
    expect(userErrors).toEqual([refusal("RECORDS_REFUSED", "csv")]);
    expect(records).toMatchObject([{ outcome: "SKIPPED" }, { outcome: "REFUSED", errors: [{ field: "email" }] }]);
  });
});

const idOf = async (name: string): Promise<string | undefined> =>
  (await owner.ask("query($name: String!) { people(first: 1, filter: { search: $name }) { nodes { id } } }", { name }))
    .people.nodes[0]?.id;

describe("roles", () => {
  const roster = (roles: string) => `name,email,roles\nInes,ines@alder.example,${roles}`;

  test("that an import gave are taken away by the next one that does not name them", async () => {
    await importPeople(roster("CLIENT;SPONSOR"));
    expect(await importPeople(roster("CLIENT"))).toMatchObject({ updated: 1 });
    expect(await person("Ines")).toMatchObject({ roles: ["CLIENT"] });
  });

  test("that somebody gave by hand stay, and are told", async () => {
    await importPeople(roster("CLIENT"));
    const id = (await idOf("Ines"))!;
    expect((await mutate(owner, "updatePerson", { id, roles: ["CLIENT", "COACH"] })).userErrors).toEqual([]);
    expect(await importPeople(roster("CLIENT"))).toMatchObject({
      unchanged: 1,
      records: [{ outcome: "UNCHANGED", keptRoles: ["COACH"], changes: [] }],
    });
    // Named by a roster, it is still theirs by hand.
    await importPeople(roster("CLIENT;COACH"));
    expect(await importPeople(roster("SPONSOR"))).toMatchObject({
      records: [
        { keptRoles: ["COACH"], changes: [{ field: "ROLES", before: "COACH;CLIENT", after: "COACH;SPONSOR" }] },
      ],
    });
    expect(await person("Ines")).toMatchObject({ roles: ["COACH", "SPONSOR"] });
  });

  test("of somebody whom the firm added by hand stay", async () => {
    await firm.person(["COACH"], { name: "Ines", email: "ines@alder.example" });
    await spell(database.admin, firm.firmId);
    await importPeople(roster("CLIENT"));
    expect(await person("Ines")).toMatchObject({ roles: ["CLIENT", "COACH"] });
  });

  test("of owners and admins are no admin's to import for new people either", async () => {
    const admin = await signedIn(firm, await firm.person(["ADMIN"]));
    const { records } = await importPeople("name,email\nEve,eve@alder.example", { rolesOfNewPeople: ["OWNER"] }, admin);
    expect(records[0].errors).toEqual([{ field: "roles", code: "INVALID" }]);
  });

  test("that came back with a person count as given by hand", async () => {
    await importPeople(roster("CLIENT;SPONSOR"));
    const personId = await idOf("Ines");
    await mutate(owner, "deactivatePerson", { personId });
    expect((await mutate(owner, "reactivatePerson", { personId })).userErrors).toEqual([]);
    expect(await importPeople(roster("CLIENT"))).toMatchObject({ records: [{ keptRoles: ["SPONSOR"] }] });
  });
});
