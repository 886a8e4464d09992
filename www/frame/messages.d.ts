/** The version of the messages. A later version may add types and fields; it never changes these. */
export declare const VERSION = 1;
/** What the frame page sends. `detail` is that of the map's event of the same name, as plain data. */
export type FrameMessage = {
    darienMap: typeof VERSION;
} & ({
    type: "height";
    detail: {
        height: number;
    };
} | {
    type: "ready";
    detail: null;
} | {
    type: "select";
    detail: {
        id: string | null;
        kind: "place" | "leg" | null;
    };
} | {
    type: "chapter";
    detail: {
        id: string | null;
    };
} | {
    type: "viewchange";
    detail: {
        lon: number;
        lat: number;
        zoom: number;
    };
} | {
    type: "error";
    detail: {
        code: string;
        message: string;
    };
});
/** What the page around may send: the frame then sends its height again. */
export interface Hello {
    darienMap: typeof VERSION;
    type: "hello";
}
