"""Batching decides which pages are admitted, and which of their entries run next and together.

Inference servers such as Triton do not replace it, because they queue the requests of one model. Here a page
passes several stages with one deadline.

| term | meaning |
|---|---|
| page job | an admitted page, with its deadline and its work |
| stage | a step of reading a page: decode, detect, classify, recognize, embed |
| entry | one item of a page for one stage: a picture, a view or a crop |
| bucket | the padded size of an item; a batch has one bucket |
| lane | the waiting entries of one stage and bucket |
| batch | entries that run together |
| slot | the smallest part of a device; at most so many batches run side by side |
| stream | one of the equal parts into which a device is divided for a batch; a stream has one slot or more |
| host | the processor's cores beside a GPU |
| work | predicted milliseconds of the whole machine |
| due time | the time by which entries are ordered, see `fairness` |
| backlog | the work of all admitted pages that is still to be done |
"""
