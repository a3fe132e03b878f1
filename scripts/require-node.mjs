// Imported first by every script, and written so that an old Node can parse it:
// a person with one gets this line instead of a syntax error from somewhere else.
var found = process.versions.node.split(".").map(Number);
var major = found[0] || 0;
var minor = found[1] || 0;

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    "Seatbridge needs Node " +
      "20.19" +
      " or newer; this is " +
      process.versions.node +
      ". Install a newer Node (https://nodejs.org).",
  );
  process.exit(1);
}
