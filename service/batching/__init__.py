"""Decides which pages are admitted, which of their entries run next, and which entries run together.

Inference servers such as Triton do not replace it, because they queue the requests of one model. Here a page
passes several stages with one deadline.

| term | meaning |
|---|---|
| page job | an admitted page, with its deadline and its work |
| stage | a step of reading a page: decode, detect, classify, recognize, embed |
| entry | one item of a page for one stage: a picture, a view or a crop |
| input | an item padded to its bucket, or a blank that fills up a batch |
| bucket | the padded size of an item; a batch has one bucket |
| lane | the waiting entries of one stage and bucket |
| batch | entries that run together |
| count | the number of inputs of a batch |
| slot | the smallest part of a device; each batch occupies at least one |
| stream | one of the equal parts into which a device is divided for a batch |
| width of a stream | its number of slots |
| host | the processor's cores beside a GPU |
| work | the predicted milliseconds for which an entry or a page keeps the whole machine busy |
| due time | a time in seconds; the entry with the earliest due time runs first, see `fairness` |
| backlog | the work of all admitted pages that is not done yet |
"""
