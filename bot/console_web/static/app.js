// Puts the parts of the console together. htmx does the talking with the server, these the rest.
import "./alarm.js";
import "./canned.js";
import "./files.js";
import "./forms.js";
import "./keys.js";
import "./live.js";
import "./palette.js";
import "./panes.js";
import "./scrolling.js";
import "./typing.js";
