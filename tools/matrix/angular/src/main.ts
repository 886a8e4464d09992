import { CUSTOM_ELEMENTS_SCHEMA, Component, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { type DarienMapEventMap, configure } from "darien-map";

// Angular's bundler leaves the files of packages behind; angular.json copies them to this address.
configure({ base: "darien-map/" });

@Component({
  selector: "site-page",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <darien-map [without]="['title']" (ready)="told.set('ready')" (select)="add($event)"><p>A map of the way</p></darien-map>
    <output id="told">{{ told() }}</output>
  `,
})
class Page {
  readonly told = signal("");

  add({ detail }: DarienMapEventMap["select"]): void {
    this.told.update((before) => `${before} ${detail.id}`);
  }
}

bootstrapApplication(Page).catch((error: unknown) => console.error(error));
