/* Mode bits of the product operation. */
#ifndef LOSSWALK_PRODUCT_H
#define LOSSWALK_PRODUCT_H

enum {
    PRODUCT_PICK = 1,            /* y = 0 gives 0, whatever log p is */
    PRODUCT_WEIGHT_BY_LABEL = 2, /* the class weight is the label's, not the column's */
    PRODUCT_WRAP = 4             /* labels below 0 count from the end */
};

#endif
