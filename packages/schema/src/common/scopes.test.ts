import { describe, expect, test } from "@jest/globals";
import { mutations } from "../slices.js";
import { MANAGERS } from "./grants.js";
import { grantsOfScopes, SCOPES } from "./scopes.js";

const open = mutations.filter(({ keys }) => keys !== "none");
const closed = mutations.filter(({ keys }) => keys === "none").map(({ name }) => name);

describe("The scope that a key needs for a mutation", () => {
  test("is one that keys can have, and the mutation's description says it", () => {
    expect(open.length).toBeGreaterThan(80);
    for (const { keys, description } of open.filter((each) => each.keys === "any"))
      expect([keys, description]).toEqual(["any", expect.stringContaining("Any API key can call it.")]);
    for (const { keys, description } of open.filter((each) => each.keys !== "any")) {
      expect(Object.keys(SCOPES)).toContain(keys);
      expect(description).toContain(`An API key needs \`${keys}\`.`);
    }
    const without = mutations.filter(({ keys }) => keys === "none");
    expect(without.filter(({ description }) => !description.endsWith("API keys cannot call it."))).toEqual([]);
  });

  test("is none where only coaches, clients, sponsors or finance act", () => {
    expect(open.filter(({ roles }) => !MANAGERS.some((role) => (roles as readonly string[]).includes(role)))).toEqual(
      [],
    );
  });

  test("follows from the type that the mutation changes", () => {
    const scopeOf = Object.fromEntries(mutations.map(({ name, keys }) => [name, keys]));
    expect(scopeOf).toMatchObject({
      createPerson: "people:write",
      importPeople: "people:write",
      setCoachProfile: "people:write",
      createEngagement: "engagements:write",
      adjustAllocation: "engagements:write",
      bookSession: "schedule:write",
      removeTimeOff: "schedule:write",
    });
  });

  test.each([
    ["a person does in their own name", /^(updateMe|sign|giveFeedback|createNote|createTakeaway|shareGoal|handIn)/],
    ["a person answers", /^(accept|decline|confirm|withdraw)/],
    ["lets people in, or gives partners more", /^(invite|reactivate|.*ApiKey|setFrontendUrl|requestToJoin)/],
    ["cannot be undone", /^(erase|merge)/],
    ["holds a slot while a person decides", /Hold$|^holdSlot/],
  ])("is none where it %s", (_, names) => {
    const named = mutations.map(({ name }) => name as string).filter((name) => names.test(name));
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !(closed as string[]).includes(name))).toEqual([]);
  });
});

test("Who may write a resource reads it", () => {
  expect(grantsOfScopes(["people:write", "schedule:read"])).toEqual(["people:read", "people:write", "schedule:read"]);
});
