import { expect, test } from "@jest/globals";
import { fieldsIn, filledIn, unknownFieldsOf } from "@coachwork/schema";

test("a template's fields are found once each, with spaces or without", () => {
  expect(fieldsIn("{{firm}} and {{ coachName }}, {{firm}}")).toEqual(["firm", "coachName"]);
});

test.each([
  ["Dear {{clientname}}", ["{{clientname}}"]],
  ["{{price}} and {{price}} for {{firm}}", ["{{price}}"]],
  ["{{}}", ["{{}}"]],
  ["{{toString}}", ["{{toString}}"]],
  ["{{firm} and {{endsOn}}", ["{{"]],
  ["firm}}", ["}}"]],
  ["{{{firm}}}", []],
  ["{firm}", []],
])("%s names what there is not: %j", (template, unknown) => {
  expect(unknownFieldsOf(template)).toEqual(unknown);
});

test("a value is put in as it is, and is no field itself", () => {
  const text = filledIn("{{ firm }}: {{clientName}} $&", { firm: "{{clientName}} $1", clientName: "Kim" });
  expect(text).toBe("{{clientName}} $1: Kim $&");
});
