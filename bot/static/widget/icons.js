// Path data of every icon, drawn on a 24 x 24 grid with a stroke.

export const WAVE = ["M3 12c2 0 2-5 4-5s2 10 4 10 2-8 4-8 1.5 3 3 3h3"];
export const CLOSE = ["M6 6l12 12", "M18 6L6 18"];
export const MENU = ["M5 12h.01", "M12 12h.01", "M19 12h.01"];
export const WARNING = ["M12 4l9 16H3z", "M12 10v4.5", "M12 17.2v.1"];
export const PHONE = [
  "M6.6 3.8l2.6 4.4-1.9 2.1c1.3 2.7 3.1 4.6 6 6l2.2-1.9 4.3 2.7c-.3 2.1-1.5 3.4-3.6 3.4C9.7 20.5 3.5 14.2 3.5 7.500c0-2 1-3.3 3.1-3.700z",
];
export const COPY = ["M9 9h11v11H9z", "M15 9V4H4v11h5"];
export const PRINT = ["M7 9V4h10v5", "M7 17H4V9h16v8h-3", "M7 14h10v6H7z"];
export const DOWNLOAD = ["M12 4v11", "M7.5 11l4.5 4.5 4.5-4.5", "M5 20h14"];
export const PERSON = ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20.500c1-4 4-5.5 7.5-5.500s6.5 1.5 7.5 5.5"];
export const DEVICE = ["M8 3h8v18H8z", "M11 18h2"];
export const PLANE = ["M21 4L3 11l6 2.500 2 6.500 3.500-4.500 4.500 3z", "M9 13.500L21 4"];
export const RESTART = ["M5 12a7 7 0 1 0 2.3-5.2", "M4.5 4v4h4"];
export const ERASE = ["M5 7h14", "M10 7V4h4v3", "M7 7l1 13h8l1-13"];
