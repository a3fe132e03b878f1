export const text = {
  "panel.none": "No call yet",
  "panel.none.text":
    "As the telephone rings, or a customer is chosen in the telephone system, this shows who it is and what was said before.",
  "panel.alone":
    "This page is used within a telephone system's own: an administrator enters its origin on the page of telephone systems, and gives it this address.",
  "panel.origins": "Who may frame the panel",
  "panel.origins.text":
    "Origins of the telephone system's pages, such as https://phone.example.com, one a line, 10 at most. They have to be of the console's own site, or nobody can sign in there.",
  "panel.address": "Address of the panel",
} as const;
